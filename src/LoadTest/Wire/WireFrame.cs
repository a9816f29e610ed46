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
}
