namespace OrleansChat.Simulation.Clients;

/// <summary>What waits to be sent, under the same key until it has an outcome.</summary>
/// <param name="Number">Counts what its user says, over all devices.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Body">The text.</param>
internal sealed record PendingSend(long Number, string Key, string Body)
{
    /// <summary>Whether an attempt ended without a certain outcome.</summary>
    public bool IsUncertain { get; set; }
}
