using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>A message, or a change of one, on its way to a room; only its <see cref="Outbox"/> changes it.</summary>
internal sealed class OutboxMessage(string room, OutboxCall call)
{
    public string Room => room;

    /// <summary>The same at every attempt, so that the room makes one message of them all.</summary>
    public string Key => call.Key;

    public OutboxCall Call => call;

    public OutboxState State { get; set; }

    public Ack? Ack { get; set; }

    public ChatError? Error { get; set; }

    /// <summary>The number of the connection that the latest attempt went over.</summary>
    public long Connection { get; set; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>When the first attempt was made of which nobody knows what came of it. The room remembers the key from then on, at the earliest.</summary>
    public DateTimeOffset? UnknownSince { get; set; }

    /// <summary>How often it was refused because the connection was not in the room.</summary>
    public int Strays { get; set; }

    public bool IsSettled => State is not (OutboxState.Pending or OutboxState.Sent);
}
