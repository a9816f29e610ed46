using System.Threading.Channels;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Resuming;

public sealed class RoomTests
{
    [Fact]
    public async Task JoinAsync_Refused_ThrowsTheWholeError()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);

        var joining = test.Client.JoinAsync("full");
        await session.ExpectAsync("Join", Answers.Refusal("ROOM_FULL"));

        Assert.Equal(ChatErrorCode.RoomFull, (await Assert.ThrowsAsync<ChatException>(() => joining)).Code);
    }

    [Fact]
    public async Task JoinAsync_Unavailable_TriesAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var connecting = test.Client.ConnectAsync();
        var session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome());
        await connecting;

        var joining = test.Client.JoinAsync("r");
        await session.ExpectAsync("Join", Answers.Refusal("UNAVAILABLE", retryAfterMs: 500));

        // Answers are taken in order, so when this one was taken, so was the one before.
        var probing = test.Client.JoinAsync("probe");
        await session.ExpectAsync("Join", Answers.Refusal("ROOM_FULL"));
        await Assert.ThrowsAsync<ChatException>(() => probing);
        test.Time.Advance(TimeSpan.FromMilliseconds(500));
        await session.ExpectAsync("Join", Answers.Joined(5));

        Assert.Equal("R", (await joining).Code);
    }

    [Fact]
    public async Task Hole_AfterItsWait_IsFetched()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        await session.DeliverAsync($$"""{{Answers.Message(8)}},{"type":"read","room":"R","user":"ben","seq":5}""");
        Assert.True(await changes.MoveNextAsync());
        test.Time.Advance(TimeSpan.FromMilliseconds(250));
        var fetch = await session.ExpectAsync("Fetch", Answers.Page(8, Answers.Message(6), Answers.Message(7), Answers.Message(8)));
        Assert.True(await changes.MoveNextAsync());

        Assert.Equal("""{"room":"R","after":5,"limit":100}""", fetch.GetRawText());
        Assert.Equal([5, 6, 7, 8], room.Messages.Select(message => message.Seq));
    }

    [Fact]
    public async Task SendAsync_RateLimited_WaitsAndSendsAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        var sending = room.SendAsync("one", "k1");
        await session.ExpectAsync("Send", Answers.Refusal("RATE_LIMITED", retryAfterMs: 6000));
        await session.DeliverAsync(Answers.Message(6));
        Assert.True(await changes.MoveNextAsync());
        test.Time.Advance(TimeSpan.FromSeconds(6));
        var again = await session.ExpectAsync("Send", Answers.Ack(7));

        Assert.Equal("k1", again.GetProperty("key").GetString());
        Assert.Equal(7, (await sending).Seq);
    }

    [Fact]
    public async Task SendAsync_NotAMember_JoinsAndSendsAgain()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var sending = room.SendAsync("one", "k1");
        await session.ExpectAsync("Send", Answers.Refusal("NOT_A_MEMBER"));
        await session.ExpectAsync("Join", Answers.Joined(5));
        await session.ExpectAsync("Send", Answers.Ack(6));

        Assert.Equal(6, (await sending).Seq);
    }

    [Fact]
    public async Task SendAsync_Refused_ThrowsTheWholeError()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var sending = room.SendAsync("one");
        await session.ExpectAsync("Send", Answers.Refusal("TOO_LARGE"));

        Assert.Equal(ChatErrorCode.TooLarge, (await Assert.ThrowsAsync<ChatException>(() => sending)).Code);
    }

    [Fact]
    public async Task SendAsync_Draft_SaysWhatItAnswersAndWhomItNames()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var sending = room.SendAsync(new MessageDraft("@Ben yes") { Key = "k1", ReplyTo = "1-5", Mentions = ["ben"] });
        var asked = await session.ExpectAsync("Send", Answers.Ack(6));

        Assert.Equal(("k1", "@Ben yes", "1-5"), (asked.GetProperty("key").GetString(), asked.GetProperty("body").GetString(), asked.GetProperty("replyTo").GetString()));
        Assert.Equal("ben", Assert.Single(asked.GetProperty("mentions").EnumerateArray()).GetString());
        Assert.Equal(6, (await sending).Seq);
    }

    [Fact]
    public async Task Changes_OfEachKind_AskForWhatTheyAreAndWaitForTheAcknowledgement()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var (react, pin, delete) = (room.ReactAsync("1-5", "x", on: false), room.PinAsync("1-5"), room.DeleteAsync("1-4"));
        var reacted = await session.ExpectAsync("React", Answers.Ack(6));
        var pinned = await session.ExpectAsync("Pin", Answers.Ack(7));
        var deleted = await session.ExpectAsync("Delete", Answers.Refusal("TARGET_GONE"));

        Assert.Equal(("1-5", "x", false), (reacted.GetProperty("target").GetString(), reacted.GetProperty("emoji").GetString(), reacted.GetProperty("on").GetBoolean()));
        Assert.Equal(("1-5", true), (pinned.GetProperty("target").GetString(), pinned.GetProperty("on").GetBoolean()));
        Assert.Equal("1-4", deleted.GetProperty("target").GetString());
        Assert.Equal(3, new[] { reacted, pinned, deleted }.Select(asked => asked.GetProperty("key").GetString()).Distinct().Count());
        Assert.Equal((6, 7), ((await react).Seq, (await pin).Seq));
        Assert.Equal(ChatErrorCode.TargetGone, (await Assert.ThrowsAsync<ChatException>(() => delete)).Code);
    }

    [Fact]
    public async Task SendAsync_CalledOff_LetsTheNextPass()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        using var cancelling = new CancellationTokenSource();

        var first = room.SendAsync("one", cancelling.Token);
        var second = room.SendAsync("two");
        await session.ReadCallAsync("Send");
        await cancelling.CancelAsync();
        var next = await session.ExpectAsync("Send", Answers.Ack(7));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("two", next.GetProperty("body").GetString());
        Assert.Equal(7, (await second).Seq);
    }

    [Fact]
    public async Task MarkReadAsync_WhileDisconnected_IsToldLater()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        session.Abort();
        var status = await test.ExpectAsync(ChatState.Reconnecting);
        await room.MarkReadAsync(4);
        await room.MarkReadAsync(5);
        await room.MarkReadAsync(3);
        test.Time.Advance(status.RetryIn!.Value);
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        var mark = await session.ExpectAsync("MarkRead", Answers.Done);

        Assert.Equal("""{"room":"R","seq":5}""", mark.GetRawText());
    }

    [Fact]
    public async Task SetTypingAsync_EveryKey_IsSentEveryTwoSeconds()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        await room.SetTypingAsync(true);
        await room.SetTypingAsync(true);
        await session.ExpectAsync("Typing", Answers.Done);
        test.Time.Advance(TimeSpan.FromSeconds(2));
        await room.SetTypingAsync(true);
        await room.SetTypingAsync(false);

        Assert.True((await session.ExpectAsync("Typing", Answers.Done)).GetProperty("on").GetBoolean());
        Assert.False((await session.ExpectAsync("Typing", Answers.Done)).GetProperty("on").GetBoolean());
    }

    [Fact]
    public async Task LeaveAsync_InARoom_TellsTheServerAndEndsTheRoom()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        var leaving = room.LeaveAsync();
        await session.ExpectAsync("Leave", Answers.Done);
        await leaving;

        Assert.True(room.IsClosed);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(new RoomClosed(null), changes.Current);
        session.Abort();
        await test.PassReconnectAsync();
        var hello = await (await server.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome());
        Assert.False(hello.TryGetProperty("rooms", out _));
    }

    [Fact]
    public async Task DisposeAsync_InARoom_SaysGoodbyeWithoutLeaving()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var disposing = test.Client.DisposeAsync();
        Assert.Null((await Assert.ThrowsAsync<ChannelClosedException>(() => session.ReadTextAsync().AsTask())).InnerException);
        await disposing;

        Assert.True(room.IsClosed);
        Assert.Equal(ChatState.Closed, test.Client.Status.State);
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => room.SendAsync("one"));
    }

    [Fact]
    public async Task ReadChanges_NobodyReads_SaysThatEverythingIsToBeReadAnew()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var quick = room.ReadChanges().GetAsyncEnumerator();
        await using var slow = room.ReadChanges().GetAsyncEnumerator();

        for (var read = 1; read <= 4098; read++)
        {
            await session.DeliverAsync($$"""{"type":"read","room":"R","user":"ben","seq":{{read}}}""");
            Assert.True(await quick.MoveNextAsync());
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.IsType<RoomReplaced>(slow.Current);
        Assert.Equal(4098, room.ReadMarkers["ben"]);
    }
}
