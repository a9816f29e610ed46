using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Resuming;

public sealed class PresenceTests
{
    [Fact]
    public async Task WatchAsync_Answered_ShowsTheContactsAndFollowsThem()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);
        await using var changes = test.Client.ReadContacts().GetAsyncEnumerator();

        var watching = test.Client.WatchAsync(["ben", "cora"]);
        var asked = await session.ExpectAsync("Watch", Watched(Presence("ben", "online", 3), Presence("cora", "offline", 4)));
        await watching;
        Assert.Equal(["ben", "cora"], asked.GetProperty("users").EnumerateArray().Select(user => user.GetString()));
        Assert.Equal(("online", "offline"), (test.Client.Contacts["ben"].Status, test.Client.Contacts["cora"].Status));

        // The second is of before the answer, the third of somebody who is not watched.
        await session.DeliverAsync($"{Presence("ben", "busy", 5)},{Presence("ben", "away", 2)},{Presence("dora", "online", 9)},{Presence("cora", "online", 6)}");
        Assert.Equal([("ben", "online"), ("cora", "offline"), ("ben", "busy"), ("cora", "online")], await TakeAsync(changes, 4));
        Assert.Equal(["ben", "cora"], test.Client.Contacts.Keys.Order());
    }

    [Fact]
    public async Task WatchAsync_ConnectionLost_WatchesOverTheNextOne()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);
        var watching = test.Client.WatchAsync(["ben"]);
        await session.ReadCallAsync("Watch");

        session = await ReconnectAsync(test, server, session);
        await session.ExpectAsync("Watch", Watched(Presence("ben", "online", 3)));
        await watching;
        session = await ReconnectAsync(test, server, session);
        await using var changes = test.Client.ReadContacts().GetAsyncEnumerator();
        await session.ExpectAsync("Watch", Watched(Presence("ben", "offline", 4)));

        Assert.Equal([("ben", "offline")], await TakeAsync(changes, 1));
    }

    [Fact]
    public async Task WatchAsync_Others_ForgetsTheFormer()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);
        var first = test.Client.WatchAsync(["ben"]);
        await session.ExpectAsync("Watch", Watched(Presence("ben", "online", 3)));
        await first;

        var second = test.Client.WatchAsync(["cora"]);
        Assert.Empty(test.Client.Contacts);
        await session.ExpectAsync("Watch", Watched(Presence("cora", "away", 3)));
        await second;

        Assert.Equal(["cora"], test.Client.Contacts.Keys);
    }

    [Fact]
    public async Task WatchAsync_RateLimited_AsksAgainWhenItMay()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();
        var watching = test.Client.WatchAsync(["ben"]);
        await session.ExpectAsync("Watch", Answers.Refusal("RATE_LIMITED", retryAfterMs: 6000));
        await session.DeliverAsync(Answers.Message(6));
        Assert.True(await changes.MoveNextAsync());

        test.Time.Advance(TimeSpan.FromSeconds(6));
        await session.ExpectAsync("Watch", Watched());

        await watching;
    }

    [Fact]
    public async Task SetPresenceAsync_Refused_ThrowsTheWholeErrorAndIsNotRepeated()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);

        var setting = test.Client.SetPresenceAsync("asleep");
        await session.ExpectAsync("SetPresence", Answers.Refusal("BAD_REQUEST"));
        Assert.Equal(ChatErrorCode.BadRequest, (await Assert.ThrowsAsync<ChatException>(() => setting)).Code);
        session = await ReconnectAsync(test, server, session);

        var sending = room.SendAsync("next");
        await session.ExpectAsync("Send", Answers.Ack(6));
        await sending;
    }

    [Theory]
    [InlineData("away", true)]
    [InlineData("busy", false)]
    public async Task SetPresenceAsync_ConnectionLostAfterwards_OnlyWhatWasOfTheConnectionIsSaidAgain(string status, bool isRepeated)
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, room) = await test.JoinAsync(server);
        var setting = test.Client.SetPresenceAsync(status, "in a class");
        var said = await session.ExpectAsync("SetPresence", Answers.Done);
        await setting;
        Assert.Equal((status, "in a class"), (said.GetProperty("status").GetString(), said.GetProperty("text").GetString()));

        session = await ReconnectAsync(test, server, session);
        if (isRepeated)
        {
            await session.ExpectAsync("SetPresence", Answers.Done);
        }

        // Whatever is called comes in its order, so nothing else was said before.
        var sending = room.SendAsync("next");
        await session.ExpectAsync("Send", Answers.Ack(6));
        await sending;
    }

    [Fact]
    public async Task SetPresenceAsync_SomethingElseBeforeTheAnswer_TheLaterHolds()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);
        var (away, online) = (test.Client.SetPresenceAsync("away"), test.Client.SetPresenceAsync("online"));

        await session.ExpectAsync("SetPresence", Answers.Done);
        var said = await session.ExpectAsync("SetPresence", Answers.Done);
        await online;

        Assert.Equal("online", said.GetProperty("status").GetString());
        await Assert.ThrowsAsync<OperationCanceledException>(() => away);
    }

    [Fact]
    public async Task WatchAsync_ClientClosed_Fails()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (session, _) = await test.JoinAsync(server);
        var watching = test.Client.WatchAsync(["ben"]);
        await session.ReadCallAsync("Watch");

        await test.Client.DisposeAsync();

        await Assert.ThrowsAsync<ChatDisconnectedException>(() => watching);
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => test.Client.WatchAsync([]));
    }

    [Fact]
    public void Take_InAnyOrder_TheHighestVersionIsKept()
    {
        var contacts = new Contacts();
        contacts.Watch(["ben"]);

        Assert.True(contacts.Take(new PresenceFrame("ben", "busy", "", null, 5)));
        Assert.False(contacts.Take(new PresenceFrame("ben", "online", "", null, 5)));
        Assert.False(contacts.Take(new PresenceFrame("ben", "online", "", null, 4)));
        Assert.False(contacts.Take(new PresenceFrame("cora", "online", "", null, 9)));
        Assert.Equal("busy", Assert.Single(contacts.Known).Value.Status);
    }

    private static async Task<HubSession> ReconnectAsync(ClientUnderTest test, HubServer server, HubSession session)
    {
        session.Abort();
        await test.PassReconnectAsync();
        session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        await test.ExpectAsync(ChatState.Open);
        return session;
    }

    private static async Task<List<(string User, string Status)>> TakeAsync(IAsyncEnumerator<PresenceFrame> changes, int count)
    {
        var taken = new List<(string User, string Status)>();
        while (taken.Count < count && await changes.MoveNextAsync())
        {
            taken.Add((changes.Current.User, changes.Current.Status));
        }

        return taken;
    }

    private static string Watched(params string[] users) => $$"""{"ok":true,"users":[{{string.Join(',', users)}}]}""";

    private static string Presence(string user, string status, long version) =>
        $$"""{"type":"presence","user":"{{user}}","status":"{{status}}","text":"","version":{{version}} }""";
}
