namespace OrleansChat.LoadTest.Wire;

/// <summary>One pushed frame, its texts still in the receive buffer.</summary>
internal ref struct WireFrame
{
    public WireFrameKind Kind;
    public ReadOnlySpan<byte> Room;
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Body;
    public ReadOnlySpan<byte> Code;
    public long Epoch;
    public long Seq;
    public long Clock;
    public long Head;
    public long From;
    public long To;
    public int Count;
    public bool Recovered;
    public ReadOnlySpan<byte> Action;
    public long DelayMs;
    public long RetryAfterMs;

    /// <summary>Whom the frame speaks of: who types, has read, or did something to a message.</summary>
    public ReadOnlySpan<byte> User;

    /// <summary>The id of the message that is changed.</summary>
    public ReadOnlySpan<byte> Target;
    public ReadOnlySpan<byte> Emoji;
    public bool On;

    /// <summary>The number of a message's last edit; 0 where there is none.</summary>
    public long Version;

    /// <summary>The number of the last change that is in a message; 0 where there is none.</summary>
    public long Rev;
    public bool Deleted;
    public bool Pinned;
}
