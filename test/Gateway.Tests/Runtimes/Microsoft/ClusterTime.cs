using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>Membership and messaging live by the real clock: a cluster whose time stands still waits for ever for its own delays.</summary>
internal static class ClusterTime
{
    public static void KeepRunning(IServiceCollection services) => services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
}
