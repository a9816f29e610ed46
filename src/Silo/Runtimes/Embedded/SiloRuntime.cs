using Orleans.Configuration;
using Orleans.Hosting;
using OrleansChat.Grains;

namespace OrleansChat.Silo.Runtimes;

/// <summary>The silo on the embedded runtime: this process is the whole cluster.</summary>
public static class SiloRuntime
{
    /// <summary>Name of the runtime, as health checks and clients see it.</summary>
    public const string Name = "embedded";

    internal static void Configure(ISiloBuilder silo, ClusterSettings settings, string? postgres)
    {
        if (settings.Membership != "localhost")
        {
            throw new NotSupportedException(
                $"Cluster:Membership is {settings.Membership}, but this build has the embedded runtime, which is one process. "
                + "Build with -p:OrleansRuntime=Microsoft, or set Cluster:Membership to localhost.");
        }

        if (settings.GrainStorage != "memory")
        {
            throw new NotSupportedException(
                $"Cluster:GrainStorage is {settings.GrainStorage}, but this build has the embedded runtime, which keeps grain state in memory. "
                + "Build with -p:OrleansRuntime=Microsoft, or set Cluster:GrainStorage to memory.");
        }

        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.CallTimeout);
        silo.UseLocalhostClustering();
        silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
    }
}
