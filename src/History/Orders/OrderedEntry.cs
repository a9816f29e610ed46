namespace OrleansChat.History;

/// <summary>What stands at one place of a room's order, and which clients show it.</summary>
internal sealed class OrderedEntry(Position position)
{
    public ClientSet Seen;

    public Position Position => position;

    public EntryContent Content { get; set; }

    /// <summary>The message here, where it is one that was sent.</summary>
    public SentMessage? Message { get; set; }

    /// <summary>Hash of the server's id; 0 while unknown.</summary>
    public ulong Id { get; set; }

    /// <summary>A hash of what is done to which message (changes); else 0.</summary>
    public ulong Fingerprint { get; set; }

    /// <summary>Lamport time; 0 while unknown.</summary>
    public long Clock { get; set; }

    /// <summary>Whether everybody who must have it has it, so that it was let go.</summary>
    public bool Settled { get; set; }

    /// <summary>Whether clients see different messages here. It is kept then, so that the message is known when it comes up elsewhere.</summary>
    public bool Disputed { get; set; }

    /// <summary>Whether somebody was promised that this message stands here.</summary>
    public bool IsAcknowledged => Message is { AcknowledgedAt: { } at } && at == position;

    /// <summary>Whether the message vanished from here with its activation, never acknowledged, and a retry made it anew at a later place.</summary>
    public bool HasMoved => Message is { Entry: { } now } && now != this;

    public override string ToString() => Content switch
    {
        EntryContent.Event or EntryContent.Arrival => $"the event at {position}",
        EntryContent.Change => $"the change at {position}",
        EntryContent.Message when Message is not null => $"{Message} ({position})",
        _ => position.ToString(),
    };
}
