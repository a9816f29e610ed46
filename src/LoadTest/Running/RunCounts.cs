namespace OrleansChat.LoadTest.Running;

/// <summary>What is counted in a run.</summary>
internal readonly record struct RunCounts
{
    /// <summary>Connections that came into their rooms.</summary>
    public long Opened { get; init; }

    /// <summary>Connections that never did.</summary>
    public long Failed { get; init; }

    /// <summary>Connections that ended during the run.</summary>
    public long Lost { get; init; }

    public long Sent { get; init; }

    public long Acknowledged { get; init; }

    public long Refused { get; init; }

    public long Skipped { get; init; }

    /// <summary>Messages that were sent while it was measured.</summary>
    public long MeasuredSends { get; init; }

    /// <summary>Those of them that left late.</summary>
    public long Late { get; init; }

    /// <summary>Messages that arrived, counted once a member.</summary>
    public long Delivered { get; init; }

    /// <summary>What the acknowledged messages owe.</summary>
    public long DeliveriesOwed { get; init; }

    /// <summary>How often a member was told to join again.</summary>
    public long Resyncs { get; init; }

    /// <summary>How often a member was told that it missed something.</summary>
    public long Gaps { get; init; }

    public static RunCounts operator +(RunCounts left, RunCounts right) => new()
    {
        Opened = left.Opened + right.Opened,
        Failed = left.Failed + right.Failed,
        Lost = left.Lost + right.Lost,
        Sent = left.Sent + right.Sent,
        Acknowledged = left.Acknowledged + right.Acknowledged,
        Refused = left.Refused + right.Refused,
        Skipped = left.Skipped + right.Skipped,
        MeasuredSends = left.MeasuredSends + right.MeasuredSends,
        Late = left.Late + right.Late,
        Delivered = left.Delivered + right.Delivered,
        DeliveriesOwed = left.DeliveriesOwed + right.DeliveriesOwed,
        Resyncs = left.Resyncs + right.Resyncs,
        Gaps = left.Gaps + right.Gaps,
    };
}
