using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// One connection's place in one room. From the moment a join is asked for until its answer has been written to the client, events are held
/// back here; then those that the answer does not contain already go out. So a client sees the answer first, then every later event, and none
/// twice. Guarded by its <see cref="GatewayRoom"/>'s lock.
/// </summary>
internal sealed class Subscription(ClientConnection connection, RoomId room, SubscriptionId id)
{
    private const int HeldAtMost = 1024;

    private List<(Position Position, OutboundFrame Frame)>? _held = [];
    private bool _heldTooMuch;
    private Position _answered;
    private TypingThrottle _typing;

    public SubscriptionId Id { get; } = id;

    public ClientConnection Connection { get; } = connection;

    public RoomId Room { get; } = room;

    /// <summary>Whether the room's grain has taken this connection in.</summary>
    public bool IsMember { get; private set; }

    /// <summary>Number of the last event that the answer to the join contains.</summary>
    public long AnsweredSeq => _answered.Seq;

    public long ReadSeq { get; set; }

    /// <summary>Used by the connection's own calls alone, which come one at a time.</summary>
    public ref TypingThrottle Typing => ref _typing;

    /// <summary>Holds events back again, for a join that is repeated to get a fresh answer.</summary>
    public void Hold() => _held ??= [];

    /// <summary>The join was answered: what lies up to this position needs no frame.</summary>
    public void Answered(Position position)
    {
        IsMember = true;
        _answered = position;

        // What waits for a slow connection is in the answer, which overtakes it: a list of members that came after it would be older than it.
        Connection.Outbox.Forget(Room.Value);
    }

    /// <summary>Returns whether a frame went out now.</summary>
    public bool Offer(EncodedEvent encoded, Position position) =>
        encoded.For(Connection.Person.Id) is { } frame && Offer(frame, position);

    /// <summary>Returns whether the frame went out now. Control frames have no position and are never skipped.</summary>
    public bool Offer(OutboundFrame frame, Position position = default)
    {
        if (_held is null)
        {
            return Pass(frame, position);
        }

        if (_held.Count < HeldAtMost)
        {
            _held.Add((position, frame));
        }
        else
        {
            _heldTooMuch = true;
        }

        return false;
    }

    /// <summary>The answer is on its way: lets go what was held.</summary>
    public void Release()
    {
        if (_held is not { } held)
        {
            return;
        }

        _held = null;
        foreach (var (position, frame) in held)
        {
            Pass(frame, position);
        }

        if (_heldTooMuch)
        {
            _heldTooMuch = false;
            Connection.Outbox.Enqueue(FrameEncoder.Encode(new Contracts.ResyncFrame(Room.Value, "Too much happened while you were joining.")));
        }
    }

    private bool Pass(OutboundFrame frame, Position position)
    {
        if (position != default && position <= _answered)
        {
            return false;
        }

        Connection.Outbox.Enqueue(frame);
        return true;
    }
}
