using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace OrleansChat.Grains.Gateways;

/// <summary>The edge of <see cref="GatewayLeases"/>: it brings the time, and the silos that the cluster takes for alive.</summary>
internal sealed class GatewayDirectoryGrain(IOptions<GatewayLeaseOptions> options, ISiloStatusOracle silos, TimeProvider time) : Grain, IGatewayDirectoryGrain
{
    private GatewayLeases _leases = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _leases = new GatewayLeases(options.Value.Length, options.Value.Interval, Now);
        return Task.CompletedTask;
    }

    public Task<LeaseRenewed> RenewAsync(GatewayLease lease)
    {
        var wasHeld = _leases.Renew(lease, Now);
        var alive = AliveSilos();
        return Task.FromResult(new LeaseRenewed(wasHeld, _leases.List(alive, Now).Gateways.Length, [.. alive]));
    }

    public Task EndAsync(GatewayId gateway)
    {
        _leases.End(gateway);
        return Task.CompletedTask;
    }

    public Task<GatewayList> ListAsync() => Task.FromResult(_leases.List(AliveSilos(), Now));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private SortedSet<string> AliveSilos() =>
        new(silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(silo => silo.ToParsableString()), StringComparer.Ordinal);
}
