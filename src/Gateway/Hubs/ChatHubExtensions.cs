using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Hubs;

/// <summary>The hub, and SignalR for those who come without a WebSocket or over TLS that ends in this process.</summary>
internal static class ChatHubExtensions
{
    private const string Path = "/hub/chat";

    /// <summary>
    /// What one connection may send without a record's end before it is closed: four times the largest request, so that a request a little
    /// over the limit can still be read as far as its invocation id and be refused by name.
    /// </summary>
    public const int UnreadBytes = 64 * 1024;

    public static void AddChatHub(this IServiceCollection services)
    {
        services.AddSingleton<HubLifetimeManager<ChatHub>, ConnectionLifetimeManager>();
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = UnreadBytes;
            options.EnableDetailedErrors = false;
            options.HandshakeTimeout = TimeSpan.FromSeconds(5);
            options.AddFilter<FaultFilter>();
        });
        services.AddSingleton<FaultFilter>();

        // The resolver takes the last protocol of a name, so this one stands in for SignalR's own.
        services.AddSingleton<IHubProtocol, ChatHubProtocol>();
    }

    public static void MapChatHub(this IEndpointRouteBuilder endpoints) => endpoints.MapHub<ChatHub>(Path, options =>
    {
        options.CloseOnAuthenticationExpiration = true;
        options.TransportMaxBufferSize = TransportBuffers.Bytes;

        // Slow readers are seen to by their own bounded outbox; a timer for every send would cost every fast one.
        options.TransportSendTimeout = Timeout.InfiniteTimeSpan;
        options.WebSockets.CloseTimeout = TimeSpan.FromSeconds(2);
    }).TakeWebSockets(endpoints.ServiceProvider.GetRequiredService<ChatSockets>());
}
