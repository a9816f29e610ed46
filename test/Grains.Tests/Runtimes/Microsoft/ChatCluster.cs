using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using OrleansChat.Grains.Epochs;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>Silos in this process on Microsoft's runtime.</summary>
internal sealed class ChatCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private ChatCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public int SiloCount => _cluster.Silos.Count;

    public static async Task<ChatCluster> StartAsync(ChatClusterSettings settings)
    {
        var epochs = settings.Epochs ?? new HybridClockEpochs(settings.Time);
        var builder = new InProcessTestClusterBuilder((short)settings.Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddLogging(logging => logging.ClearProviders());
            SiloServices.Add(silo.Services, settings, epochs);

            // The test's clock is for the grains; membership and messaging live by the real one.
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ChatCluster(cluster);
    }

    /// <summary>A client: all of them share the cluster's one, whose observers are told apart by their references.</summary>
    public Task<IClusterClient> ConnectAsync() => Task.FromResult(_cluster.Client);

    /// <summary>Ends the oldest silo without deactivating its grains.</summary>
    public Task KillOldestAsync() => _cluster.KillSiloAsync(_cluster.Silos[0]);

    /// <summary>Stops the oldest silo in good order.</summary>
    public Task StopOldestAsync() => _cluster.StopSiloAsync(_cluster.Silos[0]);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
