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

    private PresenceState _presence = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _presence = new PresenceState(options.Value.ConnectionsPerUser, record.State.LastSeen);
        return Task.CompletedTask;
    }

    public Task<Reply<Accepted>> ConnectAsync(ConnectionId connection) => Stay(connection, _presence.Connect(connection));

    public Task<Reply<DevicePresence>> SetAsync(SetPresence command) => Stay(command.Connection, _presence.Set(command, Now));

    public Task<Reply<Accepted>> AnnounceAsync(ConnectionId connection, DevicePresence said) => Stay(connection, _presence.Announce(connection, said));

    public Task DisconnectAsync(ConnectionId connection) => _presence.Disconnect(connection, Now) ? GoOfflineAsync() : Task.CompletedTask;

    public Task DropGatewayAsync(GatewayId gateway) => _presence.DropGateway(gateway, Now) ? GoOfflineAsync() : Task.CompletedTask;

    public Task<UserPresence> GetAsync(bool isOwn) => Task.FromResult(_presence.Read(isOwn));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<Reply<T>> Stay<T>(ConnectionId connection, Reply<T> reply)
    {
        if (_presence.IsOnline)
        {
            DelayDeactivation(Timeout.InfiniteTimeSpan);
            holdings.Add(connection.Gateway, new UserId(this.GetPrimaryKeyString()));
        }

        return Task.FromResult(reply);
    }

    private async Task GoOfflineAsync()
    {
        DelayDeactivation(options.Value.LastSeenLifetime);
        if (options.Value.PersistLastSeen)
        {
            record.State.LastSeen = _presence.LastSeen;
            await record.WriteStateAsync();
        }
    }
}
