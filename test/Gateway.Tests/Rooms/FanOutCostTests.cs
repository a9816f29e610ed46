using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Tests.Connections;
using OrleansChat.Gateway.Tests.Transport;
using OrleansChat.Gateway.Transport;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>What a message costs a gateway, counted in frames and in bytes.</summary>
public sealed class FanOutCostTests
{
    private const long Head = 100_000;

    /// <summary>More than the tail holds, so that it is full and stays as large as it is.</summary>
    private const int Messages = 300;

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void Apply_Message_IsEncodedOnceForItsAuthorAndOnceForAllOthers(int members)
    {
        var room = NewRoom();
        var connections = Enumerable.Range(0, members).Select(number => new Member(PersonOf(number / 2))).ToArray();
        foreach (var member in connections)
        {
            member.Join(room, Head);
        }

        room.Apply(Events.Message(Head + 1));

        // A frame is made where an event is encoded, and nowhere else.
        var frames = connections.Select(member => Assert.Single(member.Transport.Written)).ToArray();
        Assert.Equal(members > 2 ? 2 : 1, frames.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    /// <summary>Half a million frames, and each a write by itself without that.</summary>
    [Fact]
    public void Apply_AThousandComeAtOnce_TheRoomWritesAFewTimesToEach()
    {
        const int Coming = 1000;
        var room = NewRoom();
        var connections = Enumerable.Range(0, Coming).Select(number => new Member(PersonOf(number))).ToArray();
        for (var number = 0; number < Coming; number++)
        {
            connections[number].Join(room, Head + number);
            room.Apply(Events.Joined(Head + number + 1, PersonOf(number)));
        }

        room.TellRoster();

        Assert.InRange(connections.Sum(member => member.Transport.Written.Count), Coming, 10 * Coming);
        Assert.All(connections.Index(), member => Assert.Equal(Coming - member.Index, member.Item.Seqs.Length));
    }

    [Fact]
    public void Apply_ToTwiceTheMembers_AllocatesTheSame()
    {
        var (few, many) = (NewWriters(200), NewWriters(400));

        AssertAllocatesTheSame(few, many, () => { });

        Assert.All([.. few, .. many], writer => Assert.Equal(Messages, writer.Frames));

        static TakingWriter[] NewWriters(int count) => [.. Enumerable.Range(0, count).Select(_ => new TakingWriter())];
    }

    [Fact]
    public async Task Apply_ToTwiceTheMembersOverTheirSockets_AllocatesTheSame()
    {
        await using var few = await SocketPairs.ConnectAsync(50);
        await using var many = await SocketPairs.ConnectAsync(100);

        AssertAllocatesTheSame(NewWriters(few), NewWriters(many), () =>
        {
            few.ReadAll();
            many.ReadAll();
        });

        Assert.All([.. few.FramesRead, .. many.FramesRead], frames => Assert.Equal(Messages, frames));

        // Only the side that writes: what reads, answers and hangs up has no part in a delivery.
        static ChatSocket[] NewWriters(SocketPairs sockets) =>
            [.. sockets.Servers.Select(socket => new ChatSocket(null!, new SocketOutput(socket), null!, null!, null!, null!, null!))];
    }

    /// <summary>
    /// Says the same to both rooms by turns. What a message allocates changes when the compiler takes up a method again, which it does at its own time; by turns
    /// both rooms see that together, and the least of each is compared.
    /// </summary>
    private static void AssertAllocatesTheSame(IFrameWriter[] few, IFrameWriter[] many, Action afterEach)
    {
        var (small, large) = (NewRoom(few), NewRoom(many));
        var (leastOfSmall, leastOfLarge) = (long.MaxValue, long.MaxValue);
        for (var number = 1; number <= Messages; number++)
        {
            var message = Events.Message(Head + number);
            leastOfSmall = Math.Min(leastOfSmall, Allocated(small, message, few.Length));
            leastOfLarge = Math.Min(leastOfLarge, Allocated(large, message, many.Length));
            afterEach();
        }

        // Not nothing: the frames are made of it.
        Assert.True(leastOfSmall > 0);
        Assert.Equal(leastOfSmall, leastOfLarge);
    }

    private static long Allocated(GatewayRoom room, MessagePosted message, int members)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var applied = room.Apply(message);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(members, applied.Delivered);
        return allocated;
    }

    private static GatewayRoom NewRoom(IFrameWriter[] writers)
    {
        var room = NewRoom();
        for (var number = 0; number < writers.Length; number++)
        {
            var connection = new ClientConnection(new ConnectionId(new GatewayId("gateway"), number + 1), PersonOf(number), null, new Outbox(writers[number], Readers.Patient));
            var subscription = room.BeginJoin(connection, number + 1)!;
            Assert.True(room.EndJoin(subscription, Events.Snapshot(Head), requestedHistory: 100, out _));
            room.Release(subscription);
        }

        return room;
    }

    private static GatewayRoom NewRoom() => new(Events.Room, new GatewayId("gateway"), tailCapacity: 100, largeFrom: 64, fence: 0);

    /// <summary>The first is the author.</summary>
    private static Person PersonOf(int number) => number == 0 ? Events.Ann : new Person(new UserId($"user-{number}"), $"User {number}");
}
