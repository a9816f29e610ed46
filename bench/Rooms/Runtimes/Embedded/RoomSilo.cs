using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;
using OrleansChat.Grains;

namespace OrleansChat.Bench.Rooms;

/// <summary>One silo of the embedded runtime with the chat's grains.</summary>
internal sealed class RoomSilo : IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster;

    private RoomSilo(EmbeddedCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Silos[0].GrainFactory;

    public static async Task<RoomSilo> StartAsync(TimeProvider time) => new(await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
    {
        TimeProvider = time,
        ConfigureSilo = silo =>
        {
            silo.Services.AddSingleton(time);
            silo.Services.AddChatGrains(new ConfigurationBuilder().Build());
            silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
        },
    }));

    /// <summary>How many grains are active.</summary>
    public Task<int> CountAsync() => Task.FromResult(_cluster.Silos[0].ActivationCount);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
