namespace OrleansChat.Grains.Rooms;

/// <summary>
/// How far that is whole which gateways brought of lost activations. A tail begins somewhere, and two tails need not touch: what was said
/// below and between them is nowhere any more, and the room must not pretend that it was never said.
/// </summary>
internal struct Recovery
{
    private long _wholeUpTo;

    /// <summary>Takes note of what one gateway brought; returns the number up to which messages may be missing, 0 where none are.</summary>
    public long Add(AttachGateway gateway)
    {
        var begin = gateway.Tail.Length > 0 ? Math.Min(gateway.Tail[0].Seq - 1, gateway.Head) : gateway.Head;
        var missing = begin > _wholeUpTo ? begin : 0;
        _wholeUpTo = Math.Max(_wholeUpTo, gateway.Head);

        // A number that only an answer told, without the events up to it, may stand for messages that this gateway never got.
        return gateway.HighestSeq > _wholeUpTo ? gateway.HighestSeq : missing;
    }
}
