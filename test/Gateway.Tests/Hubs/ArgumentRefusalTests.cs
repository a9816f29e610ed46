using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

/// <summary>Calls that cannot be read or make no sense: each is answered by name, and costs the caller nothing more.</summary>
public sealed class ArgumentRefusalTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    public static TheoryData<string, string, string> UnreadableCalls => new()
    {
        { "null argument", "Send", "[null]" },
        { "null argument", "Join", "[null]" },
        { "null argument", "Leave", "[null]" },
        { "null argument", "Typing", "[null]" },
        { "null argument", "MarkRead", "[null]" },
        { "null argument", "Fetch", "[null]" },
        { "null argument", "Members", "[null]" },
        { "null argument", "JoinMany", "[null]" },
        { "empty list", "JoinMany", "[[]]" },
        { "number for a room", "Send", """[{"room":7,"key":"k","body":"hi"}]""" },
        { "null for a room", "Join", """[{"room":null}]""" },
        { "array for the argument", "Send", """[["room","key","body"]]""" },
        { "text for the argument", "Send", """["hi"]""" },
        { "object for a list", "JoinMany", """[{"room":"A"}]""" },
        { "text for a number", "MarkRead", """[{"room":"A","seq":"1"}]""" },
        { "fraction for a number", "MarkRead", """[{"room":"A","seq":1.5}]""" },
        { "number out of range", "MarkRead", """[{"room":"A","seq":99999999999999999999}]""" },
        { "text for a truth value", "Typing", """[{"room":"A","on":"yes"}]""" },
        { "missing member", "Send", """[{"room":"A","key":"k"}]""" },
        { "no argument", "Send", "[]" },
        { "an answer to no id", "Send", """[{"room":"A","key":"k","body":"hi","replyTo":"7"}]""" },
        { "an answer to a number", "Send", """[{"room":"A","key":"k","body":"hi","replyTo":7}]""" },
        { "a mention that is a text", "Send", """[{"room":"A","key":"k","body":"hi","mentions":"ann"}]""" },
        { "a mention of a number", "Send", """[{"room":"A","key":"k","body":"hi","mentions":[7]}]""" },
        { "a mention of null", "Send", """[{"room":"A","key":"k","body":"hi","mentions":[null]}]""" },
        { "a mention of nobody", "Send", """[{"room":"A","key":"k","body":"hi","mentions":[""]}]""" },
        { "the same mention twice", "Send", """[{"room":"A","key":"k","body":"hi","mentions":["ann","ann"]}]""" },
        { "21 mentions", "Send", $$"""[{"room":"A","key":"k","body":"hi","mentions":[{{string.Join(',', Enumerable.Range(1, 21).Select(number => $"\"{number}\""))}}]}]""" },
        { "two arguments", "Send", """[{"room":"A","key":"k","body":"hi"},{}]""" },
        { "unknown method", "Shout", """[{"room":"A"}]""" },
        { "method of the hub's class", "OnConnectedAsync", "[]" },
        { "method of the hub's class", "Dispose", "[]" },
        { "a text that is nine lists deep", "Send", """[{"room":"A","key":"k","body":[[[[[[[[[]]]]]]]]]}]""" },
    };

    public static TheoryData<string> BadRooms =>
        [.. (string[])["", " ", "two words", "ROOM/1", "ROOM:1", "ROOM?", "RÄUM", "комната", "ROOM\u200b1", "<b>", "../A", new string('A', 65), new string(' ', 300) + "A"]];

    [Theory]
    [MemberData(nameof(UnreadableCalls))]
    public async Task Invoke_UnreadableCall_IsRefusedAndNobodyIsHarmed(string what, string method, string arguments)
    {
        Assert.NotEmpty(what);
        var conversation = await Conversation.StartAsync(gateway);
        using var hub = await RawHub.ConnectAsync(gateway, conversation.Ann.User);

        await hub.SendAsync($$"""{"type":1,"invocationId":"bad","target":"{{method}}","arguments":{{arguments}}}""" + '\u001e');
        var error = Participant.Refusal(await hub.ReadAnswerAsync("bad"));
        await hub.SendAsync("""{"type":1,"invocationId":"good","target":"Hello","arguments":[{}]}""" + '\u001e');

        Assert.Equal((ChatErrorCode.BadRequest, false), (error.Code, error.Retryable));
        Assert.DoesNotContain("OrleansChat", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error.Message, StringComparison.Ordinal);
        Assert.True((await hub.ReadAnswerAsync("good")).GetProperty("ok").GetBoolean());
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Send_MissingMember_IsNamed()
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Send", new { room = conversation.Room, key = "k" });

        Assert.Contains("body", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadRooms))]
    public async Task Join_BadRoomCode_IsRefusedAndNobodyIsHarmed(string room)
    {
        var conversation = await Conversation.StartAsync(gateway);

        foreach (var method in (string[])["Join", "Leave", "Fetch", "Members"])
        {
            Assert.Equal(ChatErrorCode.BadRequest, (await conversation.Ann.RefusedAsync(method, new { room })).Code);
        }

        Assert.Equal(ChatErrorCode.BadRequest, (await conversation.Ann.RefusedAsync("Send", new { room, key = "k", body = "hi" })).Code);
        Assert.Equal(ChatErrorCode.BadRequest, (await conversation.Ann.RefusedAsync("Typing", new { room, on = true })).Code);
        Assert.Equal(ChatErrorCode.BadRequest, (await conversation.Ann.RefusedAsync("MarkRead", new { room, seq = 1 })).Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Send_NotAMemberOrNoSuchRoom_AnswersAlike()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var eve = await gateway.ConnectAsync("Eve");

        var closed = await eve.RefusedAsync("Send", new { room = conversation.Room, key = "k", body = "let me in" });
        var nowhere = await eve.RefusedAsync("Send", new { room = GatewayUnderTest.NewRoom(), key = "k", body = "let me in" });

        Assert.Equal(ChatErrorCode.NotAMember, closed.Code);
        Assert.Equal(closed, nowhere);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Send_AfterLeaving_IsRefused()
    {
        var conversation = await Conversation.StartAsync(gateway);
        await conversation.Ann.Connection.LeaveAsync(conversation.Room);
        await conversation.Bob.NextAsync<LeftFrame>();

        var error = await conversation.Ann.RefusedAsync("Send", new { room = conversation.Room, key = "k", body = "one more thing" });

        Assert.Equal(ChatErrorCode.NotAMember, error.Code);
        await conversation.Bob.AssertNothingMoreAsync();
    }
}
