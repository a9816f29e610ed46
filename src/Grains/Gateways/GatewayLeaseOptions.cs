using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Grains.Gateways;

/// <summary>How gateways show that they are alive; the configuration section <c>Leases</c>. The same in every process of a cluster.</summary>
public sealed record GatewayLeaseOptions
{
    /// <summary>How often a gateway renews its lease, and a silo looks who is alive. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a lease runs without being renewed; then rooms drop the gateway's connections. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(20);
}
