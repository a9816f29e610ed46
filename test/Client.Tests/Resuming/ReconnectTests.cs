using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Resuming;

public sealed class ReconnectTests
{
    [Fact]
    public async Task ConnectionLost_InARoom_ResumesWhereItWas()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();
        await session.DeliverAsync(Answers.Message(6));
        Assert.Equal(6, Assert.IsType<MessageAdded>(await NextAsync(changes)).Message.Seq);

        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        var hello = await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(8, Answers.Message(7), Answers.Message(8))));
        await test.ExpectAsync(ChatState.Open);
        await session.DeliverAsync(Answers.Message(9));

        Assert.Equal("""[{"room":"R","epoch":1,"seq":6}]""", hello.GetProperty("rooms").GetRawText());
        var told = new List<long>();
        while (told.LastOrDefault() < 9)
        {
            if (await NextAsync(changes) is MessageAdded added)
            {
                told.Add(added.Message.Seq);
            }
        }

        Assert.Equal([7, 8, 9], told);
        Assert.Equal([5, 6, 7, 8, 9], room.Messages.Select(message => message.Seq));
    }

    [Fact]
    public async Task SendAsync_AcknowledgementLost_SendsTheSameKeyAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var (first, second) = (room.SendAsync("one"), room.SendAsync("two"));
        var (_, lost) = await session.ReadCallAsync("Send");

        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        var again = await session.ExpectAsync("Send", Answers.Ack(6));
        var next = await session.ExpectAsync("Send", Answers.Ack(7));

        Assert.Equal(lost.GetProperty("key").GetString(), again.GetProperty("key").GetString());
        Assert.False(lost.TryGetProperty("retry", out _));
        Assert.True(again.GetProperty("retry").GetBoolean());
        Assert.False(next.TryGetProperty("retry", out _));
        Assert.Equal(("one", "two"), (again.GetProperty("body").GetString(), next.GetProperty("body").GetString()));
        Assert.Equal((6, 7), ((await first).Seq, (await second).Seq));
    }

    [Fact]
    public async Task EditAsync_AcknowledgementLost_AsksAgainUnderTheSameKeyBeforeWhatWasSaidLater()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var (edit, send) = (room.EditAsync("1-5", "new", version: 5), room.SendAsync("two"));
        var (_, lost) = await session.ReadCallAsync("Edit");

        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        var again = await session.ExpectAsync("Edit", Answers.Ack(6));
        await session.ExpectAsync("Send", Answers.Ack(7));

        Assert.Equal(lost.GetProperty("key").GetString(), again.GetProperty("key").GetString());
        Assert.True(again.GetProperty("retry").GetBoolean());
        Assert.Equal(("1-5", "new", 5), (again.GetProperty("target").GetString(), again.GetProperty("body").GetString(), again.GetProperty("version").GetInt64()));
        Assert.Equal((6, 7), ((await edit).Seq, (await send).Seq));
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_LeavesTheConnectionAndSendsAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var sending = room.SendAsync("one");
        await session.ReadCallAsync("Send");

        test.Time.Advance(TimeSpan.FromSeconds(10));
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        await session.ExpectAsync("Send", Answers.Ack(6));

        Assert.Equal(6, (await sending).Seq);
    }

    [Fact]
    public async Task SendAsync_NotConnectedForFourMinutes_IsGivenUpAsUnknown()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var sending = room.SendAsync("one", "k1");
        await session.ReadCallAsync("Send");

        await session.DeliverAsync(Answers.Bye("resume", retryAfterMs: 1_000_000));
        await test.ExpectAsync(ChatState.Reconnecting);
        test.Time.Advance(TimeSpan.FromMinutes(4));

        var failed = await Assert.ThrowsAsync<ChatSendException>(() => sending);
        Assert.True(failed.OutcomeUnknown);
        Assert.Equal("k1", failed.Key);
    }

    [Fact]
    public async Task ServerSilent_ThirtySeconds_Reconnects()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        await test.JoinAsync(server);

        test.Time.Advance(TimeSpan.FromSeconds(30));

        var status = await test.ExpectAsync(ChatState.Reconnecting);
        Assert.Equal("Nothing came from the server for 30 s.", status.Reason);
    }

    [Fact]
    public async Task ConnectAsync_FirstGatewayDead_TakesTheNextAtOnce()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var dead = new Uri($"http://{reserved.LocalEndpoint}");
        reserved.Stop();
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest([dead, server.Address]);

        var connecting = test.Client.ConnectAsync();
        await (await server.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome());

        await connecting;
        Assert.Equal(TimeSpan.Zero, (await test.ExpectAsync(ChatState.Connecting)).RetryIn);
        await test.ExpectAsync(ChatState.Open);
    }

    [Fact]
    public async Task ConnectAsync_NobodyAnswers_TriesAgainAfterLongerAndLongerPauses()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var dead = new Uri($"http://{reserved.LocalEndpoint}");
        reserved.Stop();
        await using var test = new ClientUnderTest([dead]);

        _ = test.Client.ConnectAsync();
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var status = await test.ExpectAsync(ChatState.Connecting);
            pauses.Add(status.RetryIn!.Value.TotalSeconds);
            test.Time.Advance(status.RetryIn.Value);
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15], pauses);
    }

    [Fact]
    public async Task ConnectAsync_TokenEnded_AsksForANewOne()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        test.Tokens.AddRange(["ended", "good"]);

        var connecting = test.Client.ConnectAsync();
        var status = await test.ExpectAsync(ChatState.Connecting);
        test.Time.Advance(status.RetryIn!.Value);
        await (await server.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome());

        await connecting;
    }

    [Fact]
    public async Task ConnectAsync_TokensRefused_ClosesAndSaysWhy()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        test.Tokens.Add("forged");

        var connecting = test.Client.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            test.Time.Advance((await test.ExpectAsync(ChatState.Connecting)).RetryIn!.Value);
        }

        Assert.Equal(ChatErrorCode.Unauthenticated, (await Assert.ThrowsAsync<ChatException>(() => connecting)).Code);
        await test.ExpectAsync(ChatState.Closed);
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => test.Client.JoinAsync("R"));
    }

    [Fact]
    public async Task Bye_Stop_ClosesForGood()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var sending = room.SendAsync("one");
        await session.ReadCallAsync("Send");

        await session.DeliverAsync(Answers.Bye("stop", code: "OVERLOADED"));

        Assert.Equal("The server stops.", (await test.ExpectAsync(ChatState.Closed)).Reason);
        Assert.True((await Assert.ThrowsAsync<ChatSendException>(() => sending)).OutcomeUnknown);
        Assert.True(room.IsClosed);
    }

    [Fact]
    public async Task Bye_Resume_WaitsAsLongAsTheServerAsks()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);

        await session.DeliverAsync(Answers.Bye("resume", retryAfterMs: 3000));
        var status = await test.ExpectAsync(ChatState.Reconnecting);
        test.Time.Advance(status.RetryIn!.Value);
        var hello = await (await server.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));

        Assert.Equal(TimeSpan.FromMilliseconds(3250), status.RetryIn);
        Assert.Equal(1, hello.GetProperty("rooms").GetArrayLength());
    }

    [Fact]
    public async Task Bye_Fresh_JoinsAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        await session.DeliverAsync(Answers.Bye("fresh"));
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        var hello = await session.ExpectAsync("Hello", Answers.Welcome());
        await session.ExpectAsync("Join", Answers.Joined(9, Answers.Message(9)));

        Assert.False(hello.TryGetProperty("rooms", out _));
        Assert.IsType<RoomReplaced>(await NextAsync(changes));
        Assert.Equal([9], room.Messages.Select(message => message.Seq));
    }

    [Fact]
    public async Task Resume_RoomGone_JoinsAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome("""{"room":"R","outcome":"gone"}"""));
        var sending = room.SendAsync("one");
        await session.ExpectAsync("Join", Answers.Joined(1));
        await session.ExpectAsync("Send", Answers.Ack(2));

        Assert.Equal(2, (await sending).Seq);
        Assert.False(room.IsClosed);
    }

    [Fact]
    public async Task Resume_RoomGoneWithoutAutoRejoin_ClosesTheRoom()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest([server.Address], autoRejoin: false);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome("""{"room":"R","outcome":"gone"}"""));

        Assert.Equal(new RoomClosed(null), await NextAsync(changes));
        Assert.False(await changes.MoveNextAsync());
        Assert.Equal(ChatErrorCode.NotAMember, (await Assert.ThrowsAsync<ChatException>(() => room.SendAsync("one"))).Code);
    }

    private static async Task<RoomChange> NextAsync(IAsyncEnumerator<RoomChange> changes)
    {
        Assert.True(await changes.MoveNextAsync());
        return changes.Current;
    }
}
