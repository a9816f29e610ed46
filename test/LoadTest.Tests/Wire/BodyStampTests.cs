using System.Text;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Tests.Wire;

public sealed class BodyStampTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(500)]
    public void TryRead_WhatWasWritten_GivesItBack(int size)
    {
        var stamp = new BodyStamp(12, 6, 345, 6_789_012);
        var body = new byte[size + BodyStamp.MaximumBytes];
        var length = stamp.Write(body, "RUN"u8, size);

        Assert.True(BodyStamp.TryRead(body.AsSpan(0, length), "RUN"u8, out var read));
        Assert.Equal(stamp, read);
        Assert.Equal(Math.Max(size, "RUN;12;6;345;6789012;".Length), length);
    }

    [Fact]
    public void Write_Edit_IsAnotherBodyOfTheSameMessage()
    {
        var stamp = new BodyStamp(12, 6, 345, 6_789_012);
        var (first, second) = (new byte[200], new byte[200]);
        var length = stamp.Write(first, "RUN"u8, 64, edit: 400);

        Assert.Equal(64, length);
        Assert.StartsWith("RUN;12;6;345;6789012;e;400;", Encoding.ASCII.GetString(first), StringComparison.Ordinal);
        Assert.True(BodyStamp.TryRead(first.AsSpan(0, length), "RUN"u8, out var read));
        Assert.Equal(stamp, read);
        stamp.Write(second, "RUN"u8, 64, edit: 401);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RUN")]
    [InlineData("OLD;1;2;3;4;")]
    [InlineData("RUN;1;2;3")]
    [InlineData("RUN;1;x;3;4;")]
    [InlineData("RUN;1;2;0;4;")]
    public void TryRead_AnythingElse_Refuses(string body) => Assert.False(BodyStamp.TryRead(Encoding.UTF8.GetBytes(body), "RUN"u8, out _));

    [Fact]
    public void Send_Invocation_IsReadByItsId()
    {
        var buffer = new byte[512];
        var length = HubInvocation.Send(buffer, "R-1"u8, "RUN"u8, 42, 1234, "body"u8);

        Assert.Equal(
            """{"type":1,"invocationId":"42.1234","target":"Send","arguments":[{"room":"R-1","key":"RUN-42","body":"body"}]}""" + '\u001e',
            Encoding.UTF8.GetString(buffer, 0, length));
        length = HubInvocation.Send(buffer, "R-1"u8, "RUN"u8, 42, 1234, "body"u8, isRetry: true);
        Assert.Equal(
            """{"type":1,"invocationId":"42.1234","target":"Send","arguments":[{"room":"R-1","key":"RUN-42","body":"body","retry":true}]}""" + '\u001e',
            Encoding.UTF8.GetString(buffer, 0, length));
        Assert.True(HubInvocation.TryReadSendId("42.1234"u8, out var number, out var due));
        Assert.Equal((42, 1234), (number, due));
        Assert.False(HubInvocation.TryReadSendId(HubInvocation.JoinId, out _, out _));
    }
}
