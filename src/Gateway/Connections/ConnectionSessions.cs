using OrleansChat.Contracts;
using OrleansChat.Gateway.Presence;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>The life of a connection as the cluster sees it: it comes online, and when it ends, its user's presence and rooms are told.</summary>
internal sealed partial class ConnectionSessions(
    IGrainFactory grains, RoomSessions rooms, PresenceWatches watches, ConnectionTable table, Departures departures, GatewayCounters counters, LinkScheduler scheduler,
    ILogger<ConnectionSessions> logger)
{
    /// <summary>Called with each that ended, when everybody has been told.</summary>
    public Action<ClientConnection> Closed { get; set; } = static _ => { };

    /// <summary>Lets a connection in; refused where the user holds too many.</summary>
    public async Task<Refused?> OpenAsync(ClientConnection connection)
    {
        try
        {
            var reply = await Presence(connection).ConnectAsync(connection.Id);
            if (reply.Value is { } presence)
            {
                connection.Presence = presence;
                table.Add(connection);
                counters.ConnectionOpened();
            }

            return reply.Refusal;
        }
        catch
        {
            // SignalR does not say that a connection ended whose opening failed, and presence may hold it although no answer came back.
            await TellAsync(connection, () => departures.TellAsync(connection.Person.Id, connection.Id));
            throw;
        }
    }

    /// <summary>Never throws: who cannot be told now is told later.</summary>
    public async Task CloseAsync(ClientConnection connection)
    {
        if (table.Remove(connection))
        {
            counters.ConnectionClosed();
        }

        foreach (var subscription in connection.Close())
        {
            await TellAsync(connection, () => rooms.LeaveAsync(connection, subscription, LeaveReason.Disconnected));
        }

        watches.Forget(connection);
        await TellAsync(connection, () => departures.TellAsync(connection.Person.Id, connection.Id));
        Closed(connection);
    }

    /// <summary>Says what the connection's user wants to be; returns why not where it is refused.</summary>
    public async Task<Refused?> SetPresenceAsync(ClientConnection connection, PresenceStatus status, string? text)
    {
        var reply = await Presence(connection).SetAsync(new SetPresence(connection.Id, status, text));
        connection.Presence = reply.Value ?? connection.Presence;
        return reply.Refusal;
    }

    /// <summary>Presences may have been lost: tells each user's again that his connections are here, and what they have said; and asks about those who are watched.</summary>
    public void AnnounceAll() => _ = scheduler.Start(async () =>
    {
        foreach (var connection in table.All)
        {
            await TellAsync(connection, () => Presence(connection).AnnounceAsync(connection.Id, connection.Presence));
        }

        watches.AskAll();
    });

    private IPresenceGrain Presence(ClientConnection connection) => grains.GetGrain<IPresenceGrain>(connection.Person.Id.Value);

    private async Task TellAsync(ClientConnection connection, Func<Task> tell)
    {
        try
        {
            await tell();
        }
#pragma warning disable CA1031 // One room that cannot be reached must not keep the others from being told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUntold(connection.Id, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {Connection} ended, and not everybody could be told.")]
    private partial void LogUntold(ConnectionId connection, Exception exception);
}
