using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>
/// The messages and changes that are not acknowledged yet. A room's go one at a time, each only after the answer to the one before: however often one
/// has to be sent again, they reach the room in the order in which the user wrote them. An attempt whose outcome is unknown (the connection was lost,
/// or the room could not be reached) is repeated under the same key, for as long as the room is sure to remember the key.
/// </summary>
internal sealed class Outbox(int capacity = 1000)
{
    /// <summary>Rooms remember keys for 5 minutes; the last minute is for the way, and for clocks that run unevenly.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(4);

    /// <summary>How long to wait after a refusal that does not say how long.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>How often a message may find its connection outside of the room.</summary>
    private const int MaximumStrays = 3;

    // A room without messages has no entry.
    private readonly Dictionary<string, Lane> _lanes = [];

    // A rate limit is the user's, not the room's.
    private DateTimeOffset _pausedUntil;

    public int Count { get; private set; }

    /// <summary>Adds a message behind the others of its room; null where there is no more space.</summary>
    public OutboxMessage? Add(string room, OutboxCall call)
    {
        if (Count >= capacity)
        {
            return null;
        }

        if (!_lanes.TryGetValue(room, out var lane))
        {
            _lanes.Add(room, lane = new Lane());
        }

        var message = new OutboxMessage(room, call);
        lane.Messages.AddLast(message);
        Count++;
        return message;
    }

    /// <summary>The messages to be sent now, which count as sent from here on.</summary>
    /// <param name="connection">The number of the connection that they go over.</param>
    /// <param name="isOpen">Whether that connection is in a room.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<OutboxMessage> Send(long connection, Predicate<string> isOpen, DateTimeOffset now)
    {
        if (now < _pausedUntil)
        {
            return [];
        }

        List<OutboxMessage> sent = [];
        foreach (var (room, lane) in _lanes)
        {
            var message = lane.Messages.First!.Value;
            if (message.State == OutboxState.Pending && lane.NotBefore <= now && isOpen(room))
            {
                (message.State, message.Connection, message.SentAt) = (OutboxState.Sent, connection, now);
                sent.Add(message);
            }
        }

        return sent;
    }

    /// <summary>Takes the room's acknowledgement.</summary>
    public void Acknowledge(OutboxMessage message, Ack ack)
    {
        if (!message.IsSettled)
        {
            message.Ack = ack;
            Settle(message, OutboxState.Acknowledged);
        }
    }

    /// <summary>Takes a refusal: the message waits for another attempt, or is settled.</summary>
    public void Refuse(OutboxMessage message, ChatError error, DateTimeOffset now)
    {
        if (message.State != OutboxState.Sent)
        {
            return;
        }

        var wait = WaitAfter(error);
        message.State = OutboxState.Pending;
        message.Error = error;
        switch (error)
        {
            case { Code: ChatErrorCode.RateLimited }:
                _pausedUntil = now + wait;
                break;
            case { Code: ChatErrorCode.Unavailable }:
                message.UnknownSince ??= message.SentAt;
                _lanes[message.Room].NotBefore = now + wait;
                break;
            case { Code: ChatErrorCode.NotAMember } when ++message.Strays < MaximumStrays:
                break;
            case { Retryable: true }:
                _lanes[message.Room].NotBefore = now + wait;
                break;
            default:
                // An earlier attempt may have succeeded all the same, and then this refusal is not the whole truth.
                Settle(message, message.UnknownSince is null ? OutboxState.Refused : OutboxState.Unknown);
                break;
        }
    }

    /// <summary>How long to wait after a refusal.</summary>
    public static TimeSpan WaitAfter(ChatError error) => error.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Retry;

    /// <summary>The connection ended: what came of the attempts over it is unknown.</summary>
    public void Lose(long connection)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.Messages.First!.Value is { State: OutboxState.Sent } message && message.Connection == connection)
            {
                message.State = OutboxState.Pending;
                message.UnknownSince ??= message.SentAt;
            }
        }
    }

    /// <summary>Gives up what has been unknown for too long, and returns it.</summary>
    public IReadOnlyList<OutboxMessage> Expire(DateTimeOffset now)
    {
        List<OutboxMessage> expired =
        [
            .. _lanes.Values.Select(lane => lane.Messages.First!.Value).Where(message => message.UnknownSince + GiveUp <= now),
        ];
        expired.ForEach(message => Settle(message, OutboxState.Unknown));
        return expired;
    }

    /// <summary>Takes a message back.</summary>
    /// <returns>Whether no attempt was made of which nobody knows what came of it.</returns>
    public bool Withdraw(OutboxMessage message)
    {
        if (!message.IsSettled)
        {
            var isUnsent = message is { State: OutboxState.Pending, UnknownSince: null };
            Settle(message, isUnsent ? OutboxState.Withdrawn : OutboxState.Unknown);
        }

        return message.State == OutboxState.Withdrawn;
    }

    /// <summary>Takes all messages of a room back, or of all rooms, and returns them.</summary>
    public IReadOnlyList<OutboxMessage> WithdrawAll(string? room = null)
    {
        List<OutboxMessage> messages = [.. _lanes.Where(lane => room is null || lane.Key == room).SelectMany(lane => lane.Value.Messages)];
        messages.ForEach(message => Withdraw(message));
        return messages;
    }

    /// <summary>When a message can be sent, or is to be given up; null where only a connection or an answer is waited for.</summary>
    /// <param name="isOpen">Whether a connection is in a room.</param>
    public DateTimeOffset? Due(Predicate<string> isOpen)
    {
        DateTimeOffset? due = null;
        foreach (var (room, lane) in _lanes)
        {
            var message = lane.Messages.First!.Value;
            due = Earlier(due, message.UnknownSince + GiveUp);
            if (message.State == OutboxState.Pending && isOpen(room))
            {
                due = Earlier(due, lane.NotBefore > _pausedUntil ? lane.NotBefore : _pausedUntil);
            }
        }

        return due;
    }

    private void Settle(OutboxMessage message, OutboxState state)
    {
        message.State = state;
        var lane = _lanes[message.Room];
        lane.Messages.Remove(message);
        Count--;
        if (lane.Messages.Count == 0)
        {
            _lanes.Remove(message.Room);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private sealed class Lane
    {
        public LinkedList<OutboxMessage> Messages { get; } = new();

        public DateTimeOffset NotBefore { get; set; }
    }
}
