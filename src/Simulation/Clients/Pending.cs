namespace OrleansChat.Simulation.Clients;

/// <summary>What waits to be sent, under the same key until it has an outcome.</summary>
/// <param name="Number">Counts what its user says and does, over all devices.</param>
/// <param name="Key">The idempotency key.</param>
internal abstract record Pending(long Number, string Key)
{
    /// <summary>Whether an attempt ended without a certain outcome.</summary>
    public bool IsUncertain { get; set; }

    protected bool? Retry => IsUncertain ? true : null;

    /// <summary>What is asked of the hub.</summary>
    public abstract object RequestFor(string room);
}
