namespace OrleansChat.Gateway.Connections;

/// <summary>How far a slow reader has come on the ladder that ends with a closed connection.</summary>
internal enum SlowStep
{
    /// <summary>Everything is told.</summary>
    None,

    /// <summary>Of typing, only the latest of each user in each room waits.</summary>
    Signals,

    /// <summary>Of read markers, too.</summary>
    Receipts,

    /// <summary>The bound was reached: ordered frames that wait are replaced by digests.</summary>
    Digest,
}
