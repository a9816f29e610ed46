using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using OrleansChat.Grains.Fanout;

namespace OrleansChat.Grains.Gateways;

/// <summary>
/// What this silo knows of the gateways that are alive. It looks at regular times, and before a room is activated, which must ask all of them. Where
/// the list cannot be had, what was known before still counts: nobody is taken for gone because of that.
/// </summary>
internal sealed partial class GatewayDirectory(
    IGrainFactory grains, GatewayLinks links, GatewayHoldings holdings, ISiloStatusOracle silos, IOptions<GatewayLeaseOptions> options,
    TimeProvider time, LinkScheduler scheduler, ILogger<GatewayDirectory> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ImmutableArray<GatewayId> _gateways = [.. links.Local];
    private Dictionary<GatewayId, GatewayLease> _leases = [];
    private HashSet<GatewayId> _missing = [];
    private Task? _refreshing;
    private ITimer? _timer;

    /// <summary>The gateways that are alive as far as is known, ordered by id.</summary>
    public ImmutableArray<GatewayId> Known => _gateways;

    /// <summary>Their leases as this silo was last told of them: where the list was lost with its silo, it begins again with what another silo knows.</summary>
    public IReadOnlyCollection<GatewayLease> Leases => _leases.Values;

    /// <summary>
    /// Whether no gateway that is alive can be missing here: the list has had the time to fill, or this silo has seen it full before and has only added since.
    /// </summary>
    public bool IsComplete { get; private set; }

    /// <summary>
    /// Whether this process is all there is: no other gateway and no other silo. Only then may a message be acknowledged that nobody else holds.
    /// </summary>
    public bool IsAlone { get; private set; }

    /// <summary>
    /// The gateways of other processes, the best place for a room's replica first: each silo and each activation finds the same order, and a gateway
    /// that comes or goes moves only the rooms for which it is the best.
    /// </summary>
    public IEnumerable<GatewayId> ReplicasFor(RoomId room) =>
        _gateways.Where(gateway => !links.IsLocal(gateway)).OrderByDescending(gateway => Rendezvous.Weight(room, gateway));

    /// <summary>Looks who is alive now; those who ask at the same time share one look.</summary>
    public async Task<ImmutableArray<GatewayId>> RefreshAsync()
    {
        Task refreshing;
        lock (_lock)
        {
            refreshing = _refreshing ??= scheduler.Start(LookAsync);
        }

        try
        {
            await refreshing.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // The list's own silo may just have been lost; what is known will do.
        }

        return _gateways;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look is now: the silo that has the list may be gone when the first room is activated here.
        _timer = time.CreateTimer(_ => _ = RefreshAsync(), null, TimeSpan.Zero, options.Value.Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private async Task LookAsync()
    {
        try
        {
            var list = await grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).ListAsync();
            Take(list);
            holdings.AuditSilent(grains);
        }
#pragma warning disable CA1031 // The cluster is changing; the next look finds it settled.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnread(exception);
        }
        finally
        {
            IsAlone = _gateways.All(links.IsLocal) && silos.GetApproximateSiloStatuses(onlyActive: true).Count <= 1;
            lock (_lock)
            {
                _refreshing = null;
            }
        }
    }

    private void Take(GatewayList list)
    {
        foreach (var lease in list.Gateways)
        {
            links.Register(lease.Gateway, lease.Observer);
        }

        // The one in this process is alive whatever the list says, which may have been begun anew since that gateway's last word.
        var alive = list.Gateways.Select(lease => lease.Gateway).Union(links.Local).OrderBy(gateway => gateway.Value, StringComparer.Ordinal).ToImmutableArray();
        var before = _gateways;
        IsComplete |= list.IsComplete;
        _gateways = list.IsSettled ? alive : [.. before.Union(alive).OrderBy(gateway => gateway.Value, StringComparer.Ordinal)];
        _leases = list.Gateways.Concat(_leases.Values).DistinctBy(lease => lease.Gateway).Where(lease => _gateways.Contains(lease.Gateway))
            .ToDictionary(lease => lease.Gateway);
        if (!list.IsSettled)
        {
            return;
        }

        // One that this silo has never seen in the list may be so new that the list was read before it came; it has one more look.
        var absent = holdings.Gateways.Union(before).Except(alive).ToHashSet();
        foreach (var gone in absent.Where(gateway => before.Contains(gateway) || _missing.Contains(gateway)))
        {
            LogGone(gone);
            holdings.DropAll(gone, grains);
            links.Remove(gone);
        }

        _missing = absent;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of gateways could not be read; trying again.")]
    private partial void LogUnread(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gateway {Gateway} is gone; its connections are dropped.")]
    private partial void LogGone(GatewayId gateway);
}
