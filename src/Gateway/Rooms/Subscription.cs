using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// One connection's place in one room. From the moment a join is asked for until its answer has been written to the client, events are held
/// back here; then those that the answer does not contain already go out. So a client sees the answer first, then every later event, and none
/// twice. Guarded by its <see cref="GatewayRoom"/>'s lock.
/// </summary>
internal sealed class Subscription(ClientConnection connection, GatewayRoom room, SubscriptionId id)
{
    private const int HeldAtMost = 1024;

    private List<(Position Position, Func<OutboundFrame> Frame)>? _held = [];
    private bool _heldTooMuch;
    private Position _answered;
    private (long After, long To) _fetched;
    private TypingThrottle _typing;

    public SubscriptionId Id { get; } = id;

    public ClientConnection Connection { get; } = connection;

    public GatewayRoom Room { get; } = room;

    /// <summary>Whether the room's grain has taken this connection in.</summary>
    public bool IsMember { get; private set; }

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
        Connection.Outbox.Forget(Room.Id.Value);
    }

    /// <summary>Whether the room let this connection in before the event with this number.</summary>
    public bool WasAnsweredBefore(long seq) => _answered.Seq < seq;

    /// <summary>All messages in a range of numbers were asked for and answered. Who fetches in steps goes on where the last step ended.</summary>
    public void Fetched(long after, long to) => _fetched = after <= _fetched.To && _fetched.After <= after ? (_fetched.After, Math.Max(to, _fetched.To)) : (after, to);

    /// <summary>Whether an answer has shown the message with this number already.</summary>
    public bool HasAnswered(long seq) => seq <= _answered.Seq || (seq > _fetched.After && seq <= _fetched.To);

    /// <inheritdoc cref="IFrameWriter.ReadAhead"/>
    public int ReadAhead() => Connection.Person.Id.Value.Length + Connection.Outbox.ReadAhead();

    /// <summary>Returns whether a frame went out now.</summary>
    public bool Offer(EncodedEvent encoded, Position position) =>
        encoded.For(Connection.Person.Id) is { } frame && Offer(frame, position);

    /// <summary>Returns whether the frame went out now. Control frames have no position and are never skipped.</summary>
    public bool Offer(OutboundFrame frame, Position position = default) => _held is null ? Pass(frame, position) : Hold(frame, position);

    /// <summary>Offers a frame whose content depends on what answers have shown: one that is held back is made when it goes out.</summary>
    public bool Offer(Func<OutboundFrame> frame, Position position)
    {
        if (_held is null)
        {
            return Pass(frame(), position);
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

    /// <summary>Offers who came and who went; returns how many frames went out now.</summary>
    public int Offer(RosterChanges changes)
    {
        if (_held is null)
        {
            return changes.Above(_answered) is { } frame && Pass(frame, default) ? Math.Max(frame.Parts.Count, 1) : 0;
        }

        foreach (var (position, frame) in changes.All)
        {
            Hold(frame, position);
        }

        return 0;
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
            Pass(frame(), position);
        }

        if (_heldTooMuch)
        {
            _heldTooMuch = false;
            Connection.Outbox.Enqueue(FrameEncoder.Encode(new Contracts.ResyncFrame(Room.Id.Value, "Too much happened while you were joining.")));
        }
    }

    /// <summary>By itself, so that only frames that are held back cost a closure.</summary>
    private bool Hold(OutboundFrame frame, Position position) => Offer(() => frame, position);

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
