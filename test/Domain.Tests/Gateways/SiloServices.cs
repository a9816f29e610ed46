using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using OrleansChat.Domain.Tests.Fanout;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>What one silo has to reach its gateways: one in its own process, and others whose calls the test answers.</summary>
internal sealed class SiloServices : IDisposable
{
    private readonly Dictionary<string, FakeObserver> _observers = [];

    public SiloServices(string local)
    {
        (Grains, Cluster) = FakeCluster.New();
        (var oracle, Silos) = FakeSilos.New();
        Holdings = new GatewayHoldings(Time);
        Local = new FakeLocalGateway(local);
        var scheduler = new LinkScheduler(TaskScheduler.Default);
        Links = new GatewayLinks(Options.Create(new GatewayLinkOptions { Attempts = 1 }), Time, scheduler, NullLogger<GatewayLink>.Instance, Local);
        Directory = new GatewayDirectory(
            Grains, Links, Holdings, oracle, new FakeLocalSilo(), Options.Create(new GatewayLeaseOptions()), Time, scheduler, NullLogger<GatewayDirectory>.Instance);
    }

    public FakeTime Time { get; } = new();

    public IGrainFactory Grains { get; }

    public FakeCluster Cluster { get; }

    public FakeSilos Silos { get; }

    public FakeLocalGateway Local { get; }

    public GatewayLinks Links { get; }

    public GatewayHoldings Holdings { get; }

    public GatewayDirectory Directory { get; }

    public FakeObserver Observer(string gateway) =>
        _observers.TryGetValue(gateway, out var observer) ? observer : _observers[gateway] = new FakeObserver();

    /// <summary>Looks at a list of these gateways.</summary>
    public Task ListAsync(params string[] gateways) => ListAsync(isSettled: true, gateways);

    public async Task ListAsync(bool isSettled, params string[] gateways)
    {
        var leases = gateways.Select(gateway => new GatewayLease(new GatewayId(gateway), Observer(gateway), Silo: null)).ToArray();
        Cluster.List = () => Task.FromResult(new GatewayList(leases, isSettled, isSettled));
        await Directory.RefreshAsync();
    }

    /// <summary>Looks at a settled list of gateways that share their processes with these silos.</summary>
    public async Task ListAsync(params (string Gateway, int Silo)[] gateways)
    {
        var leases = gateways.Select(pair => new GatewayLease(new GatewayId(pair.Gateway), Observer(pair.Gateway), FakeSilos.NameOf(pair.Silo))).ToArray();
        Cluster.List = () => Task.FromResult(new GatewayList(leases, IsSettled: true, IsComplete: true));
        await Directory.RefreshAsync();
    }

    public void Dispose() => Directory.Dispose();
}
