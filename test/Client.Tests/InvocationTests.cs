using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests;

public sealed class InvocationTests
{
    private const string AckOfSeven = """{"ok":true,"id":"m1","epoch":3,"seq":7,"clock":9,"at":1700,"duplicate":false,"durability":"memory"}""";

    private const string JoinedRoom = """
        {"ok":true,"room":"R","epoch":3,"head":7,"clock":9,"me":{"id":"u","name":"Ann","role":"member"},"members":[],"memberCount":1,
         "messages":[{"type":"message","room":"R","epoch":3,"seq":7,"clock":9,"at":1700,"id":"m1","from":{"id":"u","name":"Ann"},"body":"hi","kind":"text"}],"read":[]}
        """;

    [Fact]
    public async Task SendAsync_Acknowledged_ReturnsThePlaceInTheOrder()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var sending = connection.SendAsync(new SendRequest("R", "k1", "hi"));
        var invocation = await session.AnswerAsync(AckOfSeven);

        Assert.Equal(new Ack("m1", 3, 7, 9, 1700, false, "memory"), await sending);
        Assert.Equal("""{"room":"R","key":"k1","body":"hi"}""", invocation.GetProperty("arguments")[0].GetRawText());
    }

    [Fact]
    public async Task SendAsync_WithoutKey_MakesANewKeyEachTime()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var sending = Task.WhenAll(connection.SendAsync("R", "hi"), connection.SendAsync("R", "hi"));
        var keys = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            keys.Add((await session.AnswerAsync(AckOfSeven)).GetProperty("arguments")[0].GetProperty("key").GetString());
        }

        await sending;
        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public async Task SendAsync_Refused_ThrowsTheWholeError()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var sending = connection.SendAsync("R", "hi");
        await session.AnswerAsync("""
            {"ok":false,"error":{"code":"RATE_LIMITED","message":"Wait.","retryable":true,"retryAfterMs":6000,"limit":10,"remaining":0,"window":60}}
            """);

        var refused = await Assert.ThrowsAsync<ChatException>(() => sending);
        Assert.Equal(new ChatError("RATE_LIMITED", "Wait.", true) { RetryAfterMs = 6000, Limit = 10, Remaining = 0, Window = 60 }, refused.Error);
    }

    [Fact]
    public async Task JoinManyAsync_OneRefused_ReturnsAnOutcomeARoom()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var joining = connection.JoinManyAsync([new JoinRequest("R"), new JoinRequest("?")]);
        await session.AnswerAsync($$$"""{"ok":true,"rooms":[{{{JoinedRoom}}},{"ok":false,"error":{"code":"BAD_REQUEST","message":"No such code.","retryable":false}}]}""");

        var outcomes = await joining;
        Assert.Equal("hi", outcomes[0].Joined!.Messages.Single().Body);
        Assert.False(outcomes[1].Ok);
        Assert.Equal(ChatErrorCode.BadRequest, outcomes[1].Error!.Code);
    }

    public static TheoryData<string, string, string> Requests => new()
    {
        { "Hello", """[{"device":"phone"}]""", """{"ok":true,"user":{"id":"u","name":"Ann"},"serverTime":1,"limits":{"bodyCharacters":1,"frameBytes":1,"ringMessages":1,"roomsPerConnection":1,"connectionsPerUser":1,"messages":{"limit":1,"windowSeconds":1},"typing":{"limit":1,"windowSeconds":1}},"server":{"version":"1","runtime":"embedded","gateway":"g"}}""" },
        { "Join", """[{"room":"R","history":5}]""", JoinedRoom },
        { "Leave", """[{"room":"R"}]""", """{"ok":true}""" },
        { "Typing", """[{"room":"R","on":true}]""", """{"ok":true}""" },
        { "Fetch", """[{"room":"R","after":4,"limit":2}]""", """{"ok":true,"room":"R","epoch":3,"head":7,"messages":[],"hasMore":false}""" },
        { "Members", """[{"room":"R","after":"u"}]""", """{"ok":true,"room":"R","members":[],"count":0,"hasMore":false}""" },
        { "MarkRead", """[{"room":"R","seq":7}]""", """{"ok":true}""" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Method_Called_WritesItsInvocationAndReadsItsResult(string target, string arguments, string result)
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var calling = Call(connection, target);
        var invocation = await session.AnswerAsync(result);
        await calling;

        Assert.Equal(target, invocation.GetProperty("target").GetString());
        Assert.Equal(arguments, invocation.GetProperty("arguments").GetRawText());
    }

    private static Task Call(ChatConnection connection, string target) => target switch
    {
        "Hello" => connection.HelloAsync("phone"),
        "Join" => connection.JoinAsync("R", 5),
        "Leave" => connection.LeaveAsync("R"),
        "Typing" => connection.TypingAsync("R", true),
        "Fetch" => connection.FetchAsync(new FetchRequest("R", After: 4, Limit: 2)),
        "Members" => connection.MembersAsync("R", "u"),
        _ => connection.MarkReadAsync("R", 7),
    };

    [Fact]
    public async Task InvokeAsync_AnyArguments_ReturnsTheResultAsItCame()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var calling = connection.InvokeAsync("Nonsense", new { Room = 5, Deep = new { At = 1 } }, null, "text", JsonDocument.Parse("[null]").RootElement);
        var invocation = await session.AnswerAsync("""{"ok":false,"error":{"code":"BAD_REQUEST","message":"No.","retryable":false}}""");

        Assert.Equal("BAD_REQUEST", (await calling).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("""[{"room":5,"deep":{"at":1}},null,"text",[null]]""", invocation.GetProperty("arguments").GetRawText());
    }

    [Fact]
    public async Task InvokeAsync_HubReportsError_ThrowsItsText()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var calling = connection.InvokeAsync("Nonsense");
        var id = (await session.ReadAsync()).GetProperty("invocationId").GetString();
        await session.SendAsync($$"""{"type":3,"invocationId":"{{id}}","error":"Method does not exist."}""");

        var failed = await Assert.ThrowsAsync<ChatException>(() => calling);
        Assert.Equal(ChatErrorCode.Internal, failed.Code);
        Assert.Equal("Method does not exist.", failed.Error.Message);
    }

    [Fact]
    public async Task InvokeAsync_AnswersInAnotherOrder_ReachTheirOwnRequests()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var first = connection.InvokeAsync("First");
        var second = connection.InvokeAsync("Second");
        var invocations = new[] { await session.ReadAsync(), await session.ReadAsync() };
        foreach (var invocation in invocations.Reverse())
        {
            await session.SendAsync($$"""{"type":3,"invocationId":{{invocation.GetProperty("invocationId").GetRawText()}},"result":{{invocation.GetProperty("target").GetRawText()}}}""");
        }

        Assert.Equal("First", (await first).GetString());
        Assert.Equal("Second", (await second).GetString());
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_ThrowsAndIgnoresTheLateAnswer()
    {
        var time = new ManualTime();
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync(new ChatConnectionOptions { TimeProvider = time });
        await using var _ = connection;

        var late = connection.SendAsync("R", "hi");
        var invocation = await session.ReadAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        await session.SendAsync($$"""{"type":3,"invocationId":{{invocation.GetProperty("invocationId").GetRawText()}},"result":{{AckOfSeven}}}""");

        var next = connection.SendAsync("R", "again");
        await session.AnswerAsync(AckOfSeven);
        Assert.Equal(7, (await next).Seq);
    }
}
