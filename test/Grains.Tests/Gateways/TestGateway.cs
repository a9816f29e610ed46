using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>A gateway beneath its hub as it runs in production, as a client of a test cluster; only the sockets are recorders.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private long _connections;

    private TestGateway(IGrainFactory grains)
    {
        var services = new ServiceCollection();
        services.AddSingleton(grains);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddOptions<GatewayOptions>();
        services.AddGatewayCore();
        _services = services.BuildServiceProvider();
    }

    public RoomSessions Sessions => _services.GetRequiredService<RoomSessions>();

    public GatewayId Id => _services.GetRequiredService<GatewayIdentity>().Id;

    public IGatewayObserver Observer => _services.GetRequiredService<GatewayObserver>().Reference;

    /// <param name="cluster">The cluster.</param>
    /// <param name="pushes">Counts what silos push to this gateway.</param>
    public static async Task<TestGateway> StartAsync(ChatCluster cluster, PushCounter? pushes = null)
    {
        IGrainFactory grains = await cluster.ConnectAsync();
        var gateway = new TestGateway(pushes is null ? grains : CountedGrains.Around(grains, pushes));
        foreach (var service in gateway._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return gateway;
    }

    /// <summary>Opens a connection of a user.</summary>
    public TestUser Connect(string user)
    {
        var frames = new FrameRecorder();
        var outbox = new Outbox(frames, _services.GetRequiredService<SlowReaders>());
        var id = new ConnectionId(Id, Interlocked.Increment(ref _connections));
        return new TestUser(Sessions, new ClientConnection(id, new Person(new UserId(user), user), null, outbox), frames);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
