namespace OrleansChat.Client.Sync;

/// <summary>
/// Knows whether numbers are missing above a room's head, and when to fetch them. A frame that came too early gives those before it a moment to come by
/// themselves; a fetch that failed or brought nothing on is not repeated at once, nor for ever.
/// </summary>
internal sealed class HoleWatch(RoomViewLimits limits)
{
    // The highest number heard of, in a frame, an acknowledgement or a digest: as long as the head is below it there is a hole.
    private long _heard;

    // The highest place up to which digests said that frames were left out; the order goes on behind it without an epoch frame.
    private long _vouchedEpoch;
    private long _vouchedSeq;
    private int _fruitless;

    /// <summary>When to fetch; null where there is no hole.</summary>
    public DateTimeOffset? FetchAt { get; private set; }

    /// <summary>Whether several fetches in a row brought nothing on, so that fetching is no way out.</summary>
    public bool IsHopeless => _fruitless >= limits.FruitlessFetches;

    public void Hear(long seq, long head, DateTimeOffset now)
    {
        _heard = Math.Max(_heard, seq);
        if (_heard > head)
        {
            FetchAt ??= now + limits.Hold;
        }
    }

    /// <summary>Frames up to a number were left out on purpose, and none of them is on its way.</summary>
    public void Vouch(long epoch, long seq, long head, DateTimeOffset now)
    {
        _vouchedEpoch = Math.Max(_vouchedEpoch, epoch);
        _vouchedSeq = Math.Max(_vouchedSeq, seq);
        Hear(seq, head, now);
        FetchAt = now;
    }

    public bool IsVouched(long epoch) => epoch <= _vouchedEpoch;

    /// <summary>The head has moved: whatever hole is left is another one, with a wait of its own.</summary>
    public void Moved(long head, DateTimeOffset now)
    {
        FetchAt = null;
        _fruitless = 0;
        Hear(head, head, now);
    }

    /// <summary>Another page follows the one that moved the head.</summary>
    public void FetchNext(DateTimeOffset now)
    {
        _fruitless = 0;
        FetchAt = now;
    }

    public void Fruitless(DateTimeOffset now)
    {
        if (FetchAt is not null)
        {
            _fruitless++;
            FetchAt = now + limits.Retry;
        }
    }

    /// <summary>Begins anew in an epoch; what is held counts as heard of, and what a digest said, unless it lies in an epoch that was given up.</summary>
    public void Reset(long held, long epoch)
    {
        (_vouchedEpoch, _vouchedSeq) = epoch < _vouchedEpoch ? (0, 0) : (_vouchedEpoch, _vouchedSeq);
        (_heard, _fruitless, FetchAt) = (Math.Max(held, _vouchedSeq), 0, null);
    }
}
