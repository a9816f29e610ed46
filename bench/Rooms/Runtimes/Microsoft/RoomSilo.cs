using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using OrleansChat.Grains;

namespace OrleansChat.Bench.Rooms;

/// <summary>One silo of Microsoft's runtime with the chat's grains.</summary>
internal sealed class RoomSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private RoomSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public static async Task<RoomSilo> StartAsync(TimeProvider time)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddLogging(logging => logging.ClearProviders());
            silo.Services.AddSingleton(time);
            silo.Services.AddChatGrains(new ConfigurationBuilder().Build());

            // The stopped clock is for the grains; membership and messaging live by the real one.
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new RoomSilo(cluster);
    }

    /// <summary>How many grains are active.</summary>
    public Task<int> CountAsync() => _cluster.Client.GetGrain<IManagementGrain>(0).GetTotalActivationCount();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
