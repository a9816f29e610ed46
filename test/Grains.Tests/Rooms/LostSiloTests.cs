using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Grains.Tests.Gateways;

namespace OrleansChat.Grains.Tests.Rooms;

/// <summary>Rooms whose silo goes away: the gateways hold their members and tails, and bring them to the next activation.</summary>
public sealed class LostSiloTests
{
    private const int RoomCount = 60;
    private static readonly RoomId[] RoomIds = [.. Enumerable.Range(0, RoomCount).Select(i => RoomId.Parse($"ROOM-{i}"))];

    [Fact]
    public Task Post_AfterASiloWasKilled_ReachesAllMembersOnceAndNothingAcknowledgedIsLost() => ChatThroughAsync(cluster => cluster.KillOldestAsync());

    [Fact]
    public Task Post_AfterASiloWasStopped_ReachesAllMembersOnceAndNothingAcknowledgedIsLost() => ChatThroughAsync(cluster => cluster.StopOldestAsync());

    [Fact]
    public async Task Post_AgainWithItsKeyAfterASiloWasKilled_IsADuplicate()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var sender = gateway.Connect("sender");
        var first = new Dictionary<RoomId, Posted>();
        foreach (var room in RoomIds)
        {
            await sender.JoinAsync(room);
            first[room] = await sender.PostAsync(room, "the-key", "hello");
        }

        // An acknowledged message is held by a gateway in another process; that it has also been shown makes the kill come after all of it.
        await sender.Received.WhenMessagesAsync(RoomCount);
        await cluster.KillOldestAsync();

        foreach (var room in RoomIds)
        {
            var again = await sender.PostAsync(room, "the-key", "hello");
            Assert.Equal(first[room] with { Duplicate = true }, again);
        }
    }

    [Fact]
    public async Task Join_OfANewcomerAfterASiloWasKilled_KeepsTheOldMembersAndShowsWhatWasSaid()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var old = gateway.Connect("old");
        foreach (var room in RoomIds)
        {
            await old.JoinAsync(room);
            await old.PostAsync(room, "key-1", "before");
        }

        await old.Received.WhenMessagesAsync(RoomCount);
        await cluster.KillOldestAsync();

        var newcomer = gateway.Connect("newcomer");
        foreach (var room in RoomIds)
        {
            var snapshot = await newcomer.JoinAsync(room);
            Assert.Equal(["before"], snapshot.Entries.Select(message => message.Body));
            Assert.Equal(2, snapshot.MemberCount);
            await old.PostAsync(room, "key-2", "after");
        }

        await newcomer.Received.WhenMessagesAsync(RoomCount);
    }

    private static async Task ChatThroughAsync(Func<ChatCluster, Task> lose)
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var left = await TestGateway.StartAsync(cluster);
        await using var right = await TestGateway.StartAsync(cluster);
        var ann = left.Connect("ann");
        var ben = left.Connect("ben");
        var cleo = right.Connect("cleo");
        foreach (var room in RoomIds)
        {
            await ann.JoinAsync(room);
            await ben.JoinAsync(room);
            await cleo.JoinAsync(room);
            await ann.PostAsync(room, "1", "before");
        }

        await Task.WhenAll(new[] { ann, ben, cleo }.Select(user => user.Received.WhenMessagesAsync(RoomCount)));
        await lose(cluster);
        Assert.Equal(2, cluster.SiloCount);

        // Each gateway speaks once in each room, so each has found its way to the room's next activation.
        foreach (var room in RoomIds)
        {
            await ann.PostAsync(room, "2", "after, from the left");
            await cleo.PostAsync(room, "1", "after, from the right");
            await ann.PostAsync(room, "3", "after both");
        }

        foreach (var user in new[] { ann, ben, cleo })
        {
            await user.Received.WhenMessagesAsync(4 * RoomCount);
            Assert.All(RoomIds, room => AssertTheWholeConversation(user.Received.Messages.Where(message => message.Room == room.Value)));
        }

        var moved = ann.Received.Frames.OfType<EpochFrame>().Select(frame => frame.Room).Distinct().Count();
        Assert.InRange(moved, 1, RoomCount - 1);
    }

    private static void AssertTheWholeConversation(IEnumerable<MessageFrame> messages)
    {
        var seen = messages.ToArray();
        Assert.Equal(["before", "after, from the left", "after, from the right", "after both"], seen.Select(message => message.Body));
        Assert.Equal(seen.OrderBy(message => message.Epoch).ThenBy(message => message.Seq), seen);
        Assert.Equal(seen.Length, seen.Select(message => message.Seq).Distinct().Count());
    }
}
