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
    IGrainFactory grains, GatewayLinks links, GatewayHoldings holdings, ISiloStatusOracle silos, ILocalSilo here, IOptions<GatewayLeaseOptions> options,
    TimeProvider time, LinkScheduler scheduler, ILogger<GatewayDirectory> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan JudgeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GatherInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>More than are ever lost before the first of them has learnt that it was.</summary>
    private const int MostGone = 64;

    private readonly Lock _lock = new();
    private ImmutableArray<GatewayId> _gateways = [.. links.Local];
    private Dictionary<GatewayId, GatewayLease> _leases = [];
    private HashSet<GatewayId> _missing = [];
    private ImmutableArray<GatewayId> _gone = [];
    private bool _hasLooked;
    private bool _isSettled;
    private bool _isGathering;
    private bool _sawOthers;
    private SortedSet<string> _silos = [];
    private Task? _refreshing;
    private ITimer? _timer;
    private ITimer? _judging;

    /// <summary>The gateways that are alive as far as is known, ordered by id.</summary>
    public ImmutableArray<GatewayId> Known { get; private set; } = [.. links.Local];

    /// <summary>What this silo knows, for a list that may have been begun anew: it begins with what the silos know together.</summary>
    public GatewayLook Look => new(here.Name, [.. _leases.Values.OrderBy(lease => lease.Gateway.Value, StringComparer.Ordinal)], IsComplete);

    /// <summary>
    /// Whether no gateway that is alive can be missing here: the list has had the time to fill, or this silo has seen it full before and has only added since.
    /// </summary>
    public bool IsComplete { get; private set; }

    /// <summary>
    /// Whether no gateway is in another process, so that nobody could hold a message besides this one. Only then may one be acknowledged that nobody else holds.
    /// </summary>
    public bool IsAlone { get; private set; }

    /// <summary>Whether a gateway of another process is known.</summary>
    public bool KnowsOthers { get; private set; }

    /// <summary>Whether there are other processes that may hold something for this one.</summary>
    public bool HasOthers => KnowsOthers || silos.GetApproximateSiloStatuses(onlyActive: true).Count > 1;

    /// <summary>
    /// The gateways of other processes, the best place for a room's replica first: each silo and each activation finds the same order, and a gateway
    /// that comes or goes moves only the rooms for which it is the best.
    /// </summary>
    public IEnumerable<GatewayId> ReplicasFor(RoomId room) =>
        Known.Where(gateway => !links.IsLocal(gateway)).OrderByDescending(gateway => Rendezvous.Weight(room, gateway));

    /// <summary>
    /// Whether a gateway's lease has ended and it has not come back to the list. It may be alive and bring its members again; but no activation that
    /// begins asks it, so what it holds does not count as safe.
    /// </summary>
    public bool IsGone(GatewayId gateway) => _gone.Contains(gateway);

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
            Judge();
        }

        return Known;
    }

    /// <summary>
    /// Looks who is alive before something begins that must ask all of them. While a silo that is alive has not yet brought to a new list what it knows,
    /// it is waited for, one interval at most: a room that begins without the gateway that it knows would know nothing of what was acknowledged there.
    /// </summary>
    public async Task<ImmutableArray<GatewayId>> GatherAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var gateways = await RefreshAsync();
        while (_isGathering && time.GetElapsedTime(begun) < options.Value.Interval)
        {
            await Task.Delay(GatherInterval, time, cancellationToken);
            gateways = await RefreshAsync();
        }

        return gateways;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look is now: the silo that has the list may be gone when the first room is activated here.
        _timer = time.CreateTimer(_ => _ = RefreshAsync(), null, TimeSpan.Zero, options.Value.Interval);
        _judging = time.CreateTimer(_ => Watch(), null, JudgeInterval, JudgeInterval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _judging?.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            var list = await grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).ListAsync(Look);
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
            _hasLooked = true;
            Judge();
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
        _isSettled = list.IsSettled;
        _isGathering = list.IsGathering;
        _gateways = list.IsSettled ? alive : [.. before.Union(alive).OrderBy(gateway => gateway.Value, StringComparer.Ordinal)];
        _leases = list.Gateways.Concat(_leases.Values).DistinctBy(lease => lease.Gateway).Where(lease => _gateways.Contains(lease.Gateway))
            .ToDictionary(lease => lease.Gateway);
        if (!list.IsSettled)
        {
            return;
        }

        // One that this silo has never seen in the list may be so new that the list was read before it came; it has one more look.
        var absent = holdings.Gateways.Union(before).Except(alive).ToHashSet();
        var gone = absent.Where(gateway => before.Contains(gateway) || _missing.Contains(gateway)).ToArray();
        _gone = [.. _gone.Except(alive).Union(gone).TakeLast(MostGone)];
        foreach (var gateway in gone)
        {
            LogGone(gateway);
            holdings.DropAll(gateway, grains);
            links.Remove(gateway);
        }

        _missing = absent;
    }

    /// <summary>Looks at once where silos came or went: the list may have gone with one of them, and what this silo knows is then waited for.</summary>
    private void Watch()
    {
        Judge();
        var alive = silos.ActiveNames();
        if (!alive.SetEquals(_silos))
        {
            _silos = alive;
            _ = RefreshAsync();
        }
    }

    /// <summary>
    /// Leaves out the gateways that shared their process with a silo which the cluster has declared dead. Their leases still run, so that their clients
    /// have the time to come back elsewhere; but they can neither answer nor hold anything, and whoever waited for them would wait for nothing.
    /// </summary>
    private void Judge()
    {
        var statuses = silos.GetApproximateSiloStatuses();
        var dead = statuses.Where(silo => silo.Value == SiloStatus.Dead).Select(silo => silo.Key.ToParsableString()).ToHashSet(StringComparer.Ordinal);
        Known = [.. _gateways.Where(gateway => links.IsLocal(gateway) || _leases.GetValueOrDefault(gateway)?.Silo is not { } silo || !dead.Contains(silo))];

        KnowsOthers = !Known.All(links.IsLocal);

        // The lease of a gateway that has a silo beside it stays while that silo is active, so another silo of which a settled list knows no gateway has none.
        // Where this silo has never seen another, there was none through which a gateway could have come that is not on the list.
        var isOnly = statuses.Values.Count(status => status == SiloStatus.Active) <= 1;
        _sawOthers |= !isOnly;
        IsAlone = _hasLooked && !KnowsOthers && (_isSettled || (isOnly && (IsComplete || !_sawOthers)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of gateways could not be read; trying again.")]
    private partial void LogUnread(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gateway {Gateway} is gone; its connections are dropped.")]
    private partial void LogGone(GatewayId gateway);
}
