using Orleans.Embedded;
using Orleans.Hosting;
using OrleansChat.Grains.Epochs;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>Logical silos on the embedded runtime.</summary>
internal sealed class ChatCluster : IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster;

    private ChatCluster(EmbeddedCluster cluster) => _cluster = cluster;

    public int SiloCount => _cluster.Silos.Count;

    public static async Task<ChatCluster> StartAsync(ChatClusterSettings settings)
    {
        var epochs = settings.Epochs ?? new HybridClockEpochs(settings.Time);
        return new ChatCluster(await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            Silos = settings.Silos,
            TimeProvider = settings.Time,
            ConfigureSilo = silo =>
            {
                SiloServices.Add(silo.Services, settings, epochs);
                silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
            },
        }));
    }

    /// <summary>A client of its own for each caller, as each gateway process is one.</summary>
    public Task<IClusterClient> ConnectAsync() => Task.FromResult(_cluster.StartClient().ClusterClient);

    /// <summary>Ends the oldest silo as a crash does.</summary>
    public Task KillOldestAsync()
    {
        _cluster.KillSilo(_cluster.Silos[0]);
        return Task.CompletedTask;
    }

    /// <summary>Stops the oldest silo in good order.</summary>
    public Task StopOldestAsync() => _cluster.StopSiloAsync(_cluster.Silos[0]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
