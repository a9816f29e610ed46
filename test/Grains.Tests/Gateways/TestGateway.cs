using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>A gateway's rooms and fan-out as they run in production, as a client of a test cluster; only the sockets are recorders.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly GatewayIdentity _identity = new();
    private readonly GatewayObserver _observer;
    private readonly RoomAttacher _attacher;
    private readonly SlowReaders _readers = new(Options.Create(new OutboxOptions()), new GatewayCounters(), TimeProvider.System);
    private long _connections;

    private TestGateway(IGrainFactory grains)
    {
        var options = Options.Create(new GatewayOptions());
        var table = new RoomTable(_identity, options, new GatewayCounters());
        _observer = new GatewayObserver(grains, table);
        Sessions = new RoomSessions(grains, table, _identity, _observer, options);
        _attacher = new RoomAttacher(table, Sessions, TimeProvider.System, NullLogger<RoomAttacher>.Instance);
    }

    public RoomSessions Sessions { get; }

    public GatewayId Id => _identity.Id;

    public IGatewayObserver Observer => _observer.Reference;

    public static async Task<TestGateway> StartAsync(ChatCluster cluster)
    {
        var gateway = new TestGateway(await cluster.ConnectAsync());
        await gateway._attacher.StartAsync(CancellationToken.None);
        return gateway;
    }

    /// <summary>Opens a connection of a user.</summary>
    public TestUser Connect(string user)
    {
        var frames = new FrameRecorder();
        var outbox = new Outbox(frames, _readers);
        var id = new ConnectionId(_identity.Id, Interlocked.Increment(ref _connections));
        return new TestUser(Sessions, new ClientConnection(id, new Person(new UserId(user), user), null, outbox), frames);
    }

    public async ValueTask DisposeAsync()
    {
        await _attacher.StopAsync(CancellationToken.None);
        _attacher.Dispose();
        await _observer.StopAsync(CancellationToken.None);
    }
}
