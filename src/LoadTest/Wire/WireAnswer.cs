namespace OrleansChat.LoadTest.Wire;

/// <summary>The answer to one invocation, its texts still in the receive buffer.</summary>
internal ref struct WireAnswer
{
    public bool Ok;
    public ReadOnlySpan<byte> InvocationId;
    public ReadOnlySpan<byte> ErrorCode;
    public ReadOnlySpan<byte> Id;
    public long Epoch;
    public long Seq;
    public long Head;
    public long Clock;
    public bool Duplicate;

    /// <summary>Who the server takes the asker for, in what it answers to <c>Join</c>.</summary>
    public ReadOnlySpan<byte> User;

    /// <summary>What became of the room that <c>Hello</c> named.</summary>
    public ReadOnlySpan<byte> Outcome;
}
