namespace OrleansChat.Storage.Epochs;

/// <summary>How epochs are taken from PostgreSQL; the configuration section is <c>Storage:Postgres:Epochs</c>.</summary>
public sealed class PostgresEpochsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage:Postgres:Epochs";

    /// <summary>
    /// Longest time that an activation waits for its epoch, and that one round trip may take; default 2 seconds, which leaves a send that
    /// activates its room time to be answered within its 5 seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Most activations of this silo that may wait for an epoch at once, default 100,000; further ones are refused at once.</summary>
    public int MaxWaiting { get; set; } = 100_000;
}
