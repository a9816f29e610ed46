namespace OrleansChat.LoadTest.Checking;

/// <summary>What stands at one place of a room's order, and which members have got it.</summary>
internal sealed class OrderedEntry(Position position)
{
    public MemberSet Seen;

    public Position Position => position;

    public EntryContent Content { get; set; }

    /// <summary>The message here, where it is one that was sent.</summary>
    public SentMessage? Message { get; set; }

    /// <summary>Hash of the server's id; 0 while unknown.</summary>
    public ulong Id { get; set; }

    /// <summary>Lamport time; 0 while unknown.</summary>
    public long Clock { get; set; }

    /// <summary>Whether everybody who must have it has it, so that it was let go.</summary>
    public bool Settled { get; set; }

    /// <summary>Whether members see different messages here. It is kept then, so that the message is known when it comes up elsewhere.</summary>
    public bool Disputed { get; set; }

    public override string ToString() => Content switch
    {
        EntryContent.Event => $"the event at {position}",
        EntryContent.Message when Message is not null => $"message #{Message.Number} ({position})",
        _ => position.ToString(),
    };
}
