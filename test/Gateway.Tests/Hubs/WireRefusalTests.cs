using System.Net.WebSockets;
using System.Text;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

/// <summary>Bytes that are no call at all, or too many of them: at the worst the sender's connection ends, and nobody else's.</summary>
public sealed class WireRefusalTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private const int FrameBytes = 16 * 1024;
    private const int UnreadBytes = 64 * 1024;
    private const string Hello = """{"type":1,"invocationId":"hello","target":"Hello","arguments":[{}]}""" + "\u001e";

    public static TheoryData<string, string> Garbage => new()
    {
        { "no JSON", "hello" },
        { "half a JSON object", """{"type":1,"invocationId":"1",""" },
        { "nothing between two separators", "" },
        { "array", "[1,2,3]" },
        { "no type", "{}" },
        { "type is a text", """{"type":"1"}""" },
        { "second handshake", """{"protocol":"json","version":1}""" },
        { "no target", """{"type":1,"invocationId":"1","arguments":[]}""" },
        { "no arguments", """{"type":1,"invocationId":"1","target":"Hello"}""" },
        { "deeper than any reader goes", $$"""{"type":1,"invocationId":"1","target":"Send","arguments":{{new string('[', 5000)}}{{new string(']', 5000)}}}""" },
        { "half a surrogate pair as a target", """{"type":1,"invocationId":"1","target":"\ud800","arguments":[]}""" },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Receive_Garbage_OnlyTheSendersConnectionEnds(string what, string record)
    {
        Assert.NotEmpty(what);
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync(record + '\u001e');

        await conversation.AssertOnlyOffenderClosedAsync();
    }

    [Fact]
    public async Task Receive_ADepthOf100000_OnlyTheSendersConnectionEnds()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync(
            $$"""{"type":1,"invocationId":"1","target":"Send","arguments":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""" + '\u001e');

        await conversation.AssertOnlyOffenderClosedAsync();
    }

    [Fact]
    public async Task Receive_InvalidUtf8InAText_OnlyTheSendersConnectionEnds()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync(InvalidUtf8(conversation.Room), WebSocketMessageType.Text);

        await conversation.AssertOnlyOffenderClosedAsync();
    }

    [Fact]
    public async Task Receive_InvalidUtf8InABinaryMessage_NobodyIsHarmed()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync(InvalidUtf8(conversation.Room), WebSocketMessageType.Binary);

        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Receive_BinaryMessage_IsReadLikeAText()
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.Socket.SendAsync(Encoding.UTF8.GetBytes(Hello), WebSocketMessageType.Binary, true, CancellationToken.None);

        Assert.True((await hub.ReadAnswerAsync("hello")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Receive_FragmentsOfOneByte_AreOneCall()
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.SendInFragmentsAsync(Hello);

        Assert.True((await hub.ReadAnswerAsync("hello")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Receive_ManyCallsInOneMessage_AreAllAnswered()
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.SendAsync(string.Concat(Enumerable.Range(1, 50).Select(number => Hello.Replace("hello", $"{number}", StringComparison.Ordinal))));

        for (var number = 1; number <= 50; number++)
        {
            await hub.ReadAnswerAsync($"{number}");
        }
    }

    [Theory]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":5,"invocationId":"nobody's"}""")]
    public async Task Receive_UnknownMessage_TheCallBehindItIsAnswered(string record)
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.SendAsync(record + '\u001e' + Hello);

        Assert.True((await hub.ReadAnswerAsync("hello")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Receive_AFloodOfPings_NobodyIsHarmed()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var pings = string.Concat(Enumerable.Repeat("{\"type\":6}\u001e", 1000));

        for (var i = 0; i < 20; i++)
        {
            await conversation.Ann.Connection.SendRawAsync(pings);
        }

        await conversation.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData(FrameBytes, true)]
    [InlineData(FrameBytes + 1, false)]
    [InlineData(UnreadBytes - 1, false)]
    public async Task Receive_RequestOfThisLength_IsTakenUpToTheLimitAndRefusedAbove(int bytes, bool isTaken)
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.SendAsync(Hello.TrimEnd('\u001e').PadRight(bytes) + '\u001e');
        var answer = await hub.ReadAnswerAsync("hello");
        await hub.SendAsync(Hello.Replace("hello", "again", StringComparison.Ordinal));

        Assert.Equal(isTaken, answer.GetProperty("ok").GetBoolean());
        if (!isTaken)
        {
            var error = Participant.Refusal(answer);
            Assert.Equal((ChatErrorCode.TooLarge, FrameBytes), (error.Code, error.Limit));
        }

        Assert.True((await hub.ReadAnswerAsync("again")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Receive_MoreThan64KilobytesWithoutAnEnd_OnlyTheSendersConnectionEnds()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync(new string('x', UnreadBytes + 1));

        await conversation.AssertOnlyOffenderClosedAsync();
    }

    [Fact]
    public async Task Receive_UnreadableCallWithoutInvocationId_NobodyIsHarmed()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync("""{"type":1,"target":"Shout","arguments":[]}""" + '\u001e');

        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Receive_CallsOfTheProtocolsOwnMethods_NobodyIsHarmed()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendRawAsync("""{"type":1,"target":"$unreadable","arguments":["A","B",1]}""" + '\u001e');
        await conversation.Ann.Connection.SendRawAsync("""{"type":1,"target":"$join","arguments":[{"room":"bad room"}]}""" + '\u001e');

        await conversation.AssertUnharmedAsync();
    }

    private static byte[] InvalidUtf8(string room) =>
    [
        .. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"x","target":"Send","arguments":[{"room":"{{room}}","key":"k","body":"a"""),
        0xC3, 0x28, 0xFF,
        .. "\"}]}\u001e"u8,
    ];
}
