using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Tests.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>A connection whose transport keeps what it gets.</summary>
internal sealed class Member
{
    private static readonly GatewayId Gateway = new("gateway");
    private static long _lastNumber;

    public Member(Person person) => Connection = new ClientConnection(
        new ConnectionId(Gateway, Interlocked.Increment(ref _lastNumber)), person, tokenExpiresAt: null, new Outbox(Transport, Readers.Patient));

    /// <summary>The number of its stay where a test joins it by hand.</summary>
    public long Stay => Connection.Id.Number;

    public SubscriptionId Subscription => new(Gateway, Stay);

    public FrameRecorder Transport { get; } = new();

    public ClientConnection Connection { get; }

    public Frame[] Frames => Transport.Frames;

    /// <summary>The numbers of the ordered frames that came.</summary>
    public long[] Seqs => [.. Frames.OfType<OrderedFrame>().Select(frame => frame.Seq)];

    /// <summary>The numbers of the messages that came, as frames of their own or with an epoch.</summary>
    public long[] Messages =>
        [.. Frames.SelectMany(frame => frame switch { MessageFrame message => [message], EpochFrame epoch => epoch.Messages, _ => [] }).Select(message => message.Seq)];

    /// <summary>Joins, with the answer written to the client.</summary>
    public Subscription Join(GatewayRoom room, long head, long epoch = Events.Epoch)
    {
        var subscription = room.BeginJoin(Connection, Stay)!;
        Assert.True(room.EndJoin(subscription, Events.Snapshot(head, epoch), requestedHistory: 100, out _));
        room.Release(subscription);
        return subscription;
    }
}
