using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Grains.Tests.Gateways;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.Fanout;

/// <summary>What a message costs between silos and gateways, counted.</summary>
public sealed class PushCountTests
{
    private const int Messages = 5;
    private static readonly RoomId Room = RoomId.Parse("ROOM");

    [Theory]
    [InlineData(7, 1)]
    [InlineData(7, 4)]
    [InlineData(28, 4)]
    public async Task Post_OneAfterTheOther_IsOnePushAGatewayAndOneDeliveryAMember(int members, int gateways)
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 2 });
        var counters = Enumerable.Range(0, gateways).Select(_ => new PushCounter()).ToArray();
        await using var running = new Gateways(await Task.WhenAll(counters.Select(counter => TestGateway.StartAsync(cluster, counter))));
        var users = Enumerable.Range(0, members).Select(i => running.All[i % gateways].Connect($"user-{i}")).ToArray();
        foreach (var user in users)
        {
            await user.JoinAsync(Room);
        }

        for (var number = 1; number <= Messages; number++)
        {
            await users[0].PostAsync(Room, $"key-{number}", "hello");

            // Everybody has this one before the next is said, so no two can have come in one call.
            await Task.WhenAll(users.Select(user => user.Received.WhenMessagesAsync(number)));
        }

        Assert.All(counters, counter => Assert.Equal(Enumerable.Repeat(1, Messages), counter.Pushes));
        Assert.Equal(members * Messages, users.Sum(user => user.Received.Messages.Count));
    }

    [Fact]
    public async Task Post_InManyRoomsWhileACallIsUnderWay_AllGoWithTheNextCall()
    {
        // A clock that stands still: no call is given up, however slow the machine is.
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Time = new FakeTime() });
        var (counter, other) = (new PushCounter(), new PushCounter());
        await using var slow = await TestGateway.StartAsync(cluster, counter);
        await using var fast = await TestGateway.StartAsync(cluster, other);
        var ann = slow.Connect("ann");
        var ben = fast.Connect("ben");
        var rooms = Enumerable.Range(0, 10).Select(number => RoomId.Parse($"ROOM-{number}")).ToArray();
        foreach (var room in rooms)
        {
            await ann.JoinAsync(room);
            await ben.JoinAsync(room);
        }

        var firstIsUnderWay = counter.HoldAsync();
        await ben.PostAsync(rooms[0], "key-0", "the first");
        await firstIsUnderWay;

        // Ben's own gateway confirms each; by then it waits for Ann's gateway, too.
        for (var number = 1; number < 50; number++)
        {
            await ben.PostAsync(rooms[number % rooms.Length], $"key-{number}", "hello");
        }

        Assert.Equal([1], counter.Pushes);
        counter.LetGo();
        await ann.Received.WhenMessagesAsync(50);

        Assert.Equal([1, 49], counter.Pushes);
        Assert.Equal(50, ann.Received.Messages.Count);
        Assert.Equal(50, other.Pushes.Sum());
    }

    private sealed class Gateways(TestGateway[] all) : IAsyncDisposable
    {
        public TestGateway[] All { get; } = all;

        public async ValueTask DisposeAsync()
        {
            foreach (var gateway in All)
            {
                await gateway.DisposeAsync();
            }
        }
    }
}
