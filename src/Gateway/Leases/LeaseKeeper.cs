using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Leases;

/// <summary>
/// Shows the cluster that this gateway is alive, and learns from the answer what has happened to the others: where a silo is gone, or this gateway
/// was taken for gone, its rooms and presences are looked at.
/// </summary>
internal sealed partial class LeaseKeeper(
    IGrainFactory grains, GatewayIdentity identity, GatewayObserver observer, PositionChecks checks, Departures departures, ConnectionSessions connections,
    IOptions<GatewayLeaseOptions> options, TimeProvider time, LinkScheduler scheduler, ILogger<LeaseKeeper> logger, ILocalSilo? silo = null)
    : IHostedService, IDisposable
{
    private string[] _silos = [];
    private bool _hasLease;
    private ITimer? _timer;
    private int _renewing;

    /// <summary>How many gateways are alive, this one among them, as far as is known.</summary>
    public int Gateways { get; private set; } = 1;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first client comes, every silo can know this gateway.
        await RenewAsync();
        _timer = time.CreateTimer(_ => Renew(), null, options.Value.Interval, options.Value.Interval);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        try
        {
            await grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).EndAsync(identity.Id).WaitAsync(options.Value.Interval, time, cancellationToken);
        }
#pragma warning disable CA1031 // The lease runs out by itself.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnrenewed(exception);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Renew()
    {
        departures.Retry();
        if (Interlocked.Exchange(ref _renewing, 1) == 0)
        {
            _ = scheduler.Start(RenewAsync);
        }
    }

    /// <summary>Renews the lease now.</summary>
    public async Task RenewAsync()
    {
        try
        {
            var lease = new GatewayLease(identity.Id, observer.Reference, silo?.Name);
            Take(await grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).RenewAsync(lease));
        }
#pragma warning disable CA1031 // The cluster is changing; the next renewal comes soon enough.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnrenewed(exception);
        }
        finally
        {
            Volatile.Write(ref _renewing, 0);
        }
    }

    private void Take(LeaseRenewed renewed)
    {
        var lostSilo = _silos.Except(renewed.Silos).Any();
        var lostLease = _hasLease && !renewed.WasHeld;
        (_silos, _hasLease, Gateways) = (renewed.Silos, true, renewed.Gateways);
        if (lostSilo || lostLease)
        {
            LogLost(lostSilo, lostLease);
            checks.CheckAll();
            connections.AnnounceAll();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed; trying again.")]
    private partial void LogUnrenewed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Looking at all rooms and presences (a silo is gone: {Silo}, the lease had run out: {Lease}).")]
    private partial void LogLost(bool silo, bool lease);
}
