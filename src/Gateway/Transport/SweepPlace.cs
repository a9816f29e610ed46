namespace OrleansChat.Gateway.Transport;

/// <summary>Where a socket is looked after.</summary>
internal sealed record SweepPlace(ISweptSocket Socket, SweepShard Shard, DateTimeOffset? ExpiresAt)
{
    /// <summary>Its index in the shard.</summary>
    public int Index { get; set; }
}
