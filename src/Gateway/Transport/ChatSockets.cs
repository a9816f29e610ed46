using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Transport.Handover;

namespace OrleansChat.Gateway.Transport;

/// <summary>Lets clients in that come over a WebSocket, and runs their connections.</summary>
internal sealed class ChatSockets(
    ConnectionFactory connections, ChatCalls calls, HubDispatcher dispatcher, HubRecords records, SocketSweep sweep, ILogger<ChatSocket> logger)
{
    /// <summary>Answers the request, which may end then: its connection goes on without it.</summary>
    public async Task AcceptAsync(HttpContext context)
    {
        await WebSocketUpgrade.AcceptAsync(context);
        var features = context.Features;
        var handover = features.GetRequiredFeature<ConnectionHandover>();
        var output = new SocketOutput(features.GetRequiredFeature<IConnectionSocketFeature>().Socket);
        var socket = new ChatSocket(handover.Input, output, features.GetRequiredFeature<IConnectionLifetimeFeature>(), calls, dispatcher, records, logger);
        var connection = connections.Create(context, socket);
        handover.Take(() => RunAsync(socket, connection));
    }

    /// <summary>Ends when the connection has ended and everybody was told.</summary>
    private async Task RunAsync(ChatSocket socket, ClientConnection connection)
    {
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
