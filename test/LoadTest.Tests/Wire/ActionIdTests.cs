using System.Text;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Tests.Wire;

public sealed class ActionIdTests
{
    [Fact]
    public void TryRead_WhatWasWritten_GivesItBack()
    {
        Assert.All(Enum.GetValues<ActionKind>(), kind =>
        {
            var id = new ActionId(kind, 42, 1234);
            Assert.True(ActionId.TryRead(Encoding.ASCII.GetBytes(id.ToString()), out var read));
            Assert.Equal(id, read);
            Assert.False(HubInvocation.TryReadSendId(Encoding.ASCII.GetBytes(id.ToString()), out _, out _));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("join")]
    [InlineData("42.1234")]
    [InlineData("edit.42")]
    [InlineData("edit.x.1234")]
    [InlineData("shout.42.1234")]
    public void TryRead_AnythingElse_Refuses(string text) => Assert.False(ActionId.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Invocations_OfEachAction_AreThoseOfTheProtocol()
    {
        static string Argument(byte[] invocation, string start)
        {
            var text = Encoding.UTF8.GetString(invocation);
            Assert.StartsWith(start, text, StringComparison.Ordinal);
            Assert.EndsWith("]}\u001e", text, StringComparison.Ordinal);
            return text[start.Length..^3];
        }

        Assert.Equal("""{"room":"R","on":true}""", Argument(HubInvocation.Typing(Id(ActionKind.Typing), "R", on: true), Start("typing", "Typing")));
        Assert.Equal("""{"room":"R","seq":9}""", Argument(HubInvocation.MarkRead(Id(ActionKind.Read), "R", 9), Start("read", "MarkRead")));
        Assert.Equal(
            """{"room":"R","key":"k","target":"m","emoji":"👍","on":false}""",
            Argument(HubInvocation.React(Id(ActionKind.React), "R", "k", "m", "👍", on: false), Start("react", "React")));
        Assert.Equal("""{"room":"R","key":"k","target":"m","body":"b"}""", Argument(HubInvocation.Edit(Id(ActionKind.Edit), "R", "k", "m", "b"), Start("edit", "Edit")));
        Assert.Equal("""{"room":"R"}""", Argument(HubInvocation.Leave(Id(ActionKind.Rejoin), "R"), Start("rejoin", "Leave")));

        static ActionId Id(ActionKind kind) => new(kind, 2, 3);

        static string Start(string kind, string method) => $$"""{"type":1,"invocationId":"{{kind}}.2.3","target":"{{method}}","arguments":[""";
    }
}
