using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace OrleansChat.Grains.Gateways;

/// <summary>The edge of <see cref="GatewayLeases"/>: it brings the time, the silos that the cluster takes for alive, and what is known on its own silo.</summary>
internal sealed class GatewayDirectoryGrain(IOptions<GatewayLeaseOptions> options, GatewayDirectory known, ISiloStatusOracle silos, TimeProvider time)
    : Grain, IGatewayDirectoryGrain
{
    private GatewayLeases _leases = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The activation before this one may have been lost with its silo; this silo was told of its list, and the others come round.
        _leases = new GatewayLeases(options.Value.Length, options.Value.Interval, Now);
        _leases.Inherit(known.Look, silos.ActiveNames(), Now);
        return Task.CompletedTask;
    }

    public Task<LeaseRenewed> RenewAsync(GatewayLease lease)
    {
        var wasHeld = _leases.Renew(lease, Now);
        var alive = silos.ActiveNames();
        return Task.FromResult(new LeaseRenewed(wasHeld, _leases.List(alive, Now).Gateways.Length, [.. alive]));
    }

    public Task EndAsync(GatewayId gateway)
    {
        _leases.End(gateway);
        return Task.CompletedTask;
    }

    public Task<GatewayList> ListAsync(GatewayLook look)
    {
        var alive = silos.ActiveNames();
        _leases.Inherit(look, alive, Now);
        return Task.FromResult(_leases.List(alive, Now));
    }

    /// <summary>Of the steady clock: a wall clock that steps ahead would end all leases at once, and one that steps back keep a new list from ever being full.</summary>
    private long Now => time.GetSteadyMilliseconds();
}
