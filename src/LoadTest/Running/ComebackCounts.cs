namespace OrleansChat.LoadTest.Running;

/// <summary>How often members lost their connections and came back.</summary>
internal readonly record struct ComebackCounts
{
    /// <summary>Connections of members that ended.</summary>
    public long Drops { get; init; }

    /// <summary>Members that went elsewhere because their server asked for it.</summary>
    public long Drained { get; init; }

    /// <summary>Views that went on with exactly what was missed.</summary>
    public long Resumed { get; init; }

    /// <summary>Views that were replaced by the room as it is.</summary>
    public long Snapshots { get; init; }

    /// <summary>Rooms that were forgotten although a member wanted to resume them.</summary>
    public long Gone { get; init; }

    /// <summary>Answers that left the outcome open, and connections that ended before an answer.</summary>
    public long Unacknowledged { get; init; }

    /// <summary>Sends with a key that had been sent before.</summary>
    public long Repeats { get; init; }

    /// <summary>Repeated sends whose message the room had already.</summary>
    public long Duplicates { get; init; }

    /// <summary>Members without a connection in their room now.</summary>
    public long Away { get; init; }

    /// <summary>Messages that have no outcome now.</summary>
    public long Open { get; init; }

    public static ComebackCounts operator +(ComebackCounts left, ComebackCounts right) => new()
    {
        Drops = left.Drops + right.Drops,
        Drained = left.Drained + right.Drained,
        Resumed = left.Resumed + right.Resumed,
        Snapshots = left.Snapshots + right.Snapshots,
        Gone = left.Gone + right.Gone,
        Unacknowledged = left.Unacknowledged + right.Unacknowledged,
        Repeats = left.Repeats + right.Repeats,
        Duplicates = left.Duplicates + right.Duplicates,
        Away = left.Away + right.Away,
        Open = left.Open + right.Open,
    };
}
