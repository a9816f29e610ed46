using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests;

public sealed class FrameTests
{
    private const string Typing = """{"type":"typing","room":"R","user":{"id":"u","name":"Ann"},"on":true}""";

    [Fact]
    public async Task Frames_EveryKnownType_ArriveInOrder()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        await session.DeliverAsync("""
            {"type":"joined","room":"R","epoch":1,"seq":1,"clock":1,"at":5,"member":{"id":"u","name":"Ann","role":"member"},"memberCount":1},
            {"type":"message","room":"R","epoch":1,"seq":2,"clock":2,"at":6,"id":"m","from":{"id":"u","name":"Ann"},"body":"hi","kind":"text","key":"k"}
            """);
        await session.DeliverAsync("""
            {"type":"left","room":"R","epoch":1,"seq":3,"clock":3,"at":7,"user":{"id":"u","name":"Ann"},"reason":"left","memberCount":0},
            {"type":"read","room":"R","user":"u","seq":2},
            {"type":"epoch","room":"R","epoch":2,"head":3,"recovered":true,"messages":[]},
            {"type":"resync","room":"R","reason":"slow"},
            {"type":"bye","code":"DRAINING","message":"The server stops.","action":"fresh"}
            """);
        await session.DeliverAsync(Typing);

        var ann = new UserInfo("u", "Ann");
        Assert.Equal(new JoinedFrame("R", 1, 1, 1, 5, new MemberInfo("u", "Ann", "member"), 1), await connection.Frames.ReadAsync());
        Assert.Equal(new MessageFrame("R", 1, 2, 2, 6, "m", ann, "hi", "text", "k"), await connection.Frames.ReadAsync());
        Assert.Equal(new LeftFrame("R", 1, 3, 3, 7, ann, "left", 0), await connection.Frames.ReadAsync());
        Assert.Equal(new ReadFrame("R", "u", 2), await connection.Frames.ReadAsync());
        Assert.Equivalent(new EpochFrame("R", 2, 3, true, []), await connection.Frames.ReadAsync(), strict: true);
        Assert.Equal(new ResyncFrame("R", "slow"), await connection.Frames.ReadAsync());
        Assert.Equal(new ByeFrame("DRAINING", "The server stops.", "fresh"), await connection.Frames.ReadAsync());
        Assert.Equal(new TypingFrame("R", ann, true), await connection.Frames.ReadAsync());
    }

    [Fact]
    public async Task Frames_UnknownTypesEventsAndPings_AreLeftOut()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        await session.SendAsync("""{"type":6}""");
        await session.SendAsync("""{"type":1,"target":"Novelty","arguments":[1]}""");
        await session.SendAsync("""{"type":99}""");
        await session.DeliverAsync("""{"type":"hologram","room":"R"},{"room":"R"},""" + Typing);

        Assert.IsType<TypingFrame>(await connection.Frames.ReadAsync());
    }

    [Fact]
    public async Task Frames_RecordSplitOverMessages_IsPutTogether()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var record = $$"""{"type":1,"target":"Deliver","arguments":[[{{Typing}}]]}""";
        await session.SendPartAsync(record[..20]);
        await session.SendPartAsync(record[20..] + '\u001e' + record);
        await session.SendPartAsync("\u001e");

        Assert.IsType<TypingFrame>(await connection.Frames.ReadAsync());
        Assert.IsType<TypingFrame>(await connection.Frames.ReadAsync());
    }

    [Fact]
    public async Task Frames_NobodyReads_ClosesTheConnectionAndSaysWhy()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync(new ChatConnectionOptions { FrameQueueCapacity = 2 });
        await using var _ = connection;

        await session.DeliverAsync($"{Typing},{Typing},{Typing}");

        var closure = await connection.Closed;
        Assert.Equal("2 frames wait unread in Frames; somebody must read them.", closure.Reason);
        Assert.Equal(2, (await connection.Frames.ReadAllAsync().ToListAsync()).Count);
    }
}
