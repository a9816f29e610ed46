using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;
using OrleansChat.Grains.Gateways;

namespace OrleansChat.Grains.Presence;

/// <summary>The edge of a user's presence. It stays while the user is online, and for a while after so that "last seen" can be read.</summary>
[PreferLocalPlacement]
internal sealed class PresenceGrain(
    [PersistentState("presence", PresenceGrain.StorageName)] IPersistentState<PresenceRecord> record,
    IOptions<PresenceOptions> options,
    GatewayHoldings holdings,
    TimeProvider time) : Grain, IPresenceGrain
{
    /// <summary>The grain storage that hosts configure.</summary>
    public const string StorageName = "chat";

    /// <summary>How often a gateway is told of one change.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private PresenceState _presence = null!;
    private PresenceAudience _audience = null!;
    private IGrainTimer? _flap;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _presence = new PresenceState(options.Value.ConnectionsPerUser, record.State.LastSeen);
        _audience = new PresenceAudience(User);
        return Task.CompletedTask;
    }

    public Task<Reply<DevicePresence>> ConnectAsync(ConnectionId connection) => Stay(connection, _presence.Connect(connection));

    public Task<Reply<DevicePresence>> SetAsync(SetPresence command) => Stay(command.Connection, _presence.Set(command, Now));

    public Task<Reply<Accepted>> AnnounceAsync(ConnectionId connection, DevicePresence said) => Stay(connection, _presence.Announce(connection, said));

    public Task DisconnectAsync(ConnectionId connection) => Go(_presence.Disconnect(connection, Now));

    public Task DropGatewayAsync(GatewayId gateway)
    {
        _audience.Remove(gateway);
        return Go(_presence.DropGateway(gateway, Now));
    }

    public Task<SeenPresence> WatchAsync(WatchPresence command)
    {
        _audience.Add(command);
        holdings.Add(command.Gateway, User);
        StayOrGo();
        if (_audience.Last.Version == 0)
        {
            // This activation has heard of no device yet. The user may be here all the same, if another activation was lost: then that is about to be said.
            BeginFlap();
            return Task.FromResult(_audience.Last with { Presence = _presence.Read() });
        }

        return Task.FromResult(_audience.Last);
    }

    public Task UnwatchAsync(GatewayId gateway, long number)
    {
        _audience.Remove(gateway, number);
        StayOrGo();
        return Task.CompletedTask;
    }

    public Task<UserPresence> GetAsync(bool isOwn) => Task.FromResult(_presence.Read(isOwn));

    private UserId User => new(this.GetPrimaryKeyString());

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<Reply<T>> Stay<T>(ConnectionId connection, Reply<T> reply)
        where T : class
    {
        if (_presence.IsOnline)
        {
            holdings.Add(connection.Gateway, User);
        }

        StayOrGo();
        EndFlap();
        Tell();
        return Task.FromResult(reply);
    }

    private async Task Go(bool wentOffline)
    {
        StayOrGo();
        if (wentOffline && !_audience.IsEmpty)
        {
            // Somebody whose connection breaks and comes back was never away.
            BeginFlap();
        }
        else if (_flap is null)
        {
            Tell();
        }

        if (wentOffline && options.Value.PersistLastSeen)
        {
            record.State.LastSeen = _presence.LastSeen;
            await record.WriteStateAsync();
        }
    }

    private void StayOrGo() =>
        DelayDeactivation(_presence.IsOnline || !_audience.IsEmpty ? Timeout.InfiniteTimeSpan : options.Value.LastSeenLifetime);

    private void BeginFlap() =>
        _flap ??= this.RegisterGrainTimer(OnFlapEndAsync, new GrainTimerCreationOptions(options.Value.Grace, Timeout.InfiniteTimeSpan));

    private Task OnFlapEndAsync(CancellationToken cancellationToken)
    {
        EndFlap();
        Tell();
        return Task.CompletedTask;
    }

    private void EndFlap()
    {
        _flap?.Dispose();
        _flap = null;
    }

    private void Tell()
    {
        if (!_audience.Note(_presence.Read(), Now))
        {
            return;
        }

        foreach (var watcher in _audience.Watchers)
        {
            _ = TellAsync(watcher, _audience.Last);
        }
    }

    /// <summary>One that cannot be told asks again by itself, in its turn.</summary>
    private async Task TellAsync(IPresenceWatcher watcher, SeenPresence seen)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await watcher.ChangedAsync(seen);
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong, the gateway looks again.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(RetryDelay, time);
            }
        }
    }
}
