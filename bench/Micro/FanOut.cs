using BenchmarkDotNet.Attributes;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Micro;

/// <summary>
/// A gateway's room passes one message on to its members, up to the transport, which takes it at once. What it allocates does not depend on how many members
/// there are: the difference between the two sizes, divided by that of the members, is the cost of a delivery.
/// </summary>
public class FanOut
{
    private GatewayRoom _room = null!;
    private long _seq;

    /// <summary>Members at this gateway.</summary>
    [Params(7, 1007)]
    public int Members { get; set; }

    /// <summary>Fills the room.</summary>
    [GlobalSetup]
    public void Join()
    {
        var readers = new SlowReaders(Microsoft.Extensions.Options.Options.Create(new OutboxOptions()), new GatewayCounters(), TimeProvider.System);
        _room = new GatewayRoom(Samples.Room, Samples.Gateway, tailCapacity: 100, largeFrom: 64, fence: 0);
        _seq = Samples.Epoch << 10;
        for (var number = 1; number <= Members; number++)
        {
            var person = new Person(new UserId($"user-{number}"), $"User {number}");
            var connection = new ClientConnection(new ConnectionId(Samples.Gateway, number), person, tokenExpiresAt: null, new Outbox(new PromptTransport(), readers));
            var subscription = _room.BeginJoin(connection, number)!;
            _room.EndJoin(subscription, new RoomSnapshot(Samples.Epoch, _seq, _seq, [], 1, [], WholeFrom: 0, Continues: false, Ended: []), requestedHistory: 0, out _);
            _room.Release(subscription);
        }
    }

    /// <summary>One message to all of them.</summary>
    [Benchmark]
    public void Apply() => _room.Apply(Samples.Message(++_seq));

    private sealed class PromptTransport : IFrameWriter
    {
        public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void Close()
        {
        }

        public void Abort()
        {
        }
    }
}
