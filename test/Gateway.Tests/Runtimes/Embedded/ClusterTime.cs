using Microsoft.Extensions.DependencyInjection;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>The embedded runtime has no membership to keep; all of it lives by the test's clock.</summary>
internal static class ClusterTime
{
    public static void KeepRunning(IServiceCollection services)
    {
    }
}
