namespace OrleansChat.Grains.Interfaces;

/// <summary>One user's presence over all devices; its key is a <see cref="UserId"/>.</summary>
[Alias("chat.IPresenceGrain")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>Says that a connection of the user began; refused where the user holds as many as allowed. Idempotent by connection.</summary>
    [Alias("Connect")]
    Task<Reply<Accepted>> ConnectAsync(ConnectionId connection);

    /// <summary>Says that a connection of the user ended; no effect where it is not known.</summary>
    [Alias("Disconnect")]
    Task DisconnectAsync(ConnectionId connection);

    /// <summary>A gateway's lease has run out: its connections are gone.</summary>
    [Alias("DropGateway")]
    Task DropGatewayAsync(GatewayId gateway);

    /// <summary>Reads the presence.</summary>
    [Alias("Get")]
    Task<UserPresence> GetAsync();
}
