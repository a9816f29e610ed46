using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Grains.Presence;

/// <summary>Bounds of a user's presence; the configuration section <c>Presence</c>.</summary>
public sealed record PresenceOptions
{
    /// <summary>Connections that one user may hold over all gateways. Default 10.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerUser { get; init; } = 10;

    /// <summary>How long "last seen" is remembered in memory after the last device left. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan LastSeenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long those who watch a user are not told that the last device went: who comes back within it was never away. Default 5 s. Who asks is told the truth
    /// at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether "last seen" is written to the grain storage as well. Default false: nothing of an ephemeral chat touches a store unless it is asked to.
    /// </summary>
    public bool PersistLastSeen { get; init; }
}
