using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansChat.Gateway.Endpoints;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve clients. <c>/health</c>: what runs here.</summary>
internal static class HealthEndpoints
{
    /// <summary>Tag of the checks that must pass before clients are sent here.</summary>
    public const string Ready = "ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        endpoints.MapGet("/health", async (HealthCheckService health, GatewayIdentity identity, CancellationToken cancellationToken) =>
        {
            var report = await health.CheckHealthAsync(cancellationToken);
            return Results.Json(
                new
                {
                    status = report.Status.ToString().ToLowerInvariant(),
                    version = identity.Info.Version,
                    runtime = identity.Info.Runtime,
                    gateway = identity.Info.Gateway,
                },
                statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
    }
}
