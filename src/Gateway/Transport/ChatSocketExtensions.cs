using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Transport.Handover;

namespace OrleansChat.Gateway.Transport;

/// <summary>The gateway's own WebSockets, at the hub's address.</summary>
internal static class ChatSocketExtensions
{
    public static void AddChatSockets(this IServiceCollection services)
    {
        // The machine's clock, whatever the gateway's: silence on a real line takes real time.
        services.AddSingleton(provider => new SocketSweep(TimeProvider.System, provider.GetRequiredService<IHostApplicationLifetime>()));
        services.AddHostedService(provider => provider.GetRequiredService<SocketSweep>());
        services.AddSingleton<HubRecords>();
        services.AddSingleton<HubDispatcher>();
        services.AddSingleton<ChatSockets>();
        services.AddSingleton<IConnectionListenerFactory, KeepingListener.Factory>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(ConnectionHandover.Around)));
    }

    /// <summary>Takes the WebSockets of a hub's endpoint over; all else stays with SignalR.</summary>
    public static void TakeWebSockets(this HubEndpointConventionBuilder hub, ChatSockets sockets) => hub.Finally(endpoint =>
    {
        if (endpoint.RequestDelegate is { } others && !endpoint.Metadata.OfType<NegotiateMetadata>().Any())
        {
            endpoint.RequestDelegate = context => WebSocketUpgrade.IsOffered(context)
                ? sockets.AcceptAsync(context)
                : others(context);
        }
    });
}
