namespace OrleansChat.Grains.Interfaces;

/// <summary>One user's presence over all devices; its key is a <see cref="UserId"/>.</summary>
[Alias("chat.IPresenceGrain")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Says that a connection of the user began; refused where the user holds as many as allowed. Idempotent by connection. The answer is what the gateway says
    /// again should this presence be lost.
    /// </summary>
    [Alias("Connect")]
    Task<Reply<DevicePresence>> ConnectAsync(ConnectionId connection);

    /// <summary>Says what the user wants to be; refused, and answered, as <see cref="ConnectAsync"/> is where the connection is not known yet.</summary>
    [Alias("Set")]
    Task<Reply<DevicePresence>> SetAsync(SetPresence command);

    /// <summary>Says again that a connection is there and what it has said, as the presence may have been lost with its silo.</summary>
    [Alias("Announce")]
    Task<Reply<Accepted>> AnnounceAsync(ConnectionId connection, DevicePresence said);

    /// <summary>Says that a connection of the user ended; no effect where it is not known.</summary>
    [Alias("Disconnect")]
    Task DisconnectAsync(ConnectionId connection);

    /// <summary>A gateway's lease has run out: its connections are gone.</summary>
    [Alias("DropGateway")]
    Task DropGatewayAsync(GatewayId gateway);

    /// <summary>Tells a gateway what the user is to others, now and whenever it changes, until the gateway ends it or its lease runs out.</summary>
    [Alias("Watch")]
    Task<SeenPresence> WatchAsync(WatchPresence command);

    /// <summary>Ends <see cref="WatchAsync"/>, unless the gateway has asked again since.</summary>
    /// <param name="gateway">The gateway that asked.</param>
    /// <param name="number">Which time it was.</param>
    [Alias("Unwatch")]
    Task UnwatchAsync(GatewayId gateway, long number);

    /// <summary>Reads the presence.</summary>
    /// <param name="isOwn">Whether the user himself asks, who sees what he has hidden from others.</param>
    [Alias("Get")]
    Task<UserPresence> GetAsync(bool isOwn = false);
}
