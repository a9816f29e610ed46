namespace OrleansChat.Grains.Fanout;

/// <summary>Whether some other process holds a message yet. Links answer from outside of the room's turns; the room, which waits, goes on in its own.</summary>
internal sealed class Confirmation
{
    private readonly TaskCompletionSource<bool> _held = new();
    private int _outstanding = 1;
    private volatile bool _isFenced;

    /// <summary>True once a gateway holds the message, false once every gateway that was asked has failed to.</summary>
    public Task<bool> Held => _held.Task;

    /// <summary>Whether a gateway knows a newer activation of the room.</summary>
    public bool IsFenced => _isFenced;

    /// <summary>Another gateway was asked.</summary>
    public void Expect() => Interlocked.Increment(ref _outstanding);

    /// <summary>Everybody who was to be asked has been; until then a first failure does not mean that all have failed.</summary>
    public void AllAsked() => Fail();

    public void Answer(DeliveryOutcome outcome)
    {
        _isFenced |= outcome == DeliveryOutcome.Fenced;
        if (outcome == DeliveryOutcome.Kept)
        {
            _held.TrySetResult(true);
        }
        else
        {
            Fail();
        }
    }

    private void Fail()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0)
        {
            _held.TrySetResult(false);
        }
    }
}
