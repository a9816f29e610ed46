using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;
using OrleansChat.Gateway.Lifetime;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Endpoints;

/// <summary>Ready means that a grain answers: the silo runs or the cluster can be reached. A gateway that drains takes no new clients.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains, Drain drain, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A user id that no token can have.</summary>
    private const string Probe = "health/probe";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining)
        {
            return HealthCheckResult.Unhealthy("This gateway is about to stop.");
        }

        try
        {
            await grains.GetGrain<IPresenceGrain>(Probe).GetAsync().WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return HealthCheckResult.Unhealthy("No grain answers.", exception);
        }
    }
}
