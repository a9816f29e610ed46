using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;

namespace OrleansChat.Gateway.Transport;

/// <summary>Lets clients in that come over a WebSocket, and runs their connections.</summary>
internal sealed class ChatSockets(
    ConnectionFactory connections, ChatCalls calls, HubDispatcher dispatcher, HubRecords records, SocketSweep sweep, ILogger<ChatSocket> logger)
{
    /// <summary>Ends when the connection has ended and everybody was told.</summary>
    public async Task RunAsync(HttpContext context)
    {
        await WebSocketUpgrade.AcceptAsync(context);
        var features = context.Features;
        var socket = new ChatSocket(
            features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Input,
            new SocketOutput(features.GetRequiredFeature<IConnectionSocketFeature>().Socket),
            features.GetRequiredFeature<IConnectionLifetimeFeature>(),
            calls, dispatcher, records, logger);
        var connection = connections.Create(context, socket);
        await SpentRequest.ReleaseAsync(context);
        var place = sweep.Add(socket, connection.TokenExpiresAt);
        try
        {
            await socket.RunAsync(connection);
        }
        finally
        {
            place.Shard.Remove(place);
        }
    }
}
