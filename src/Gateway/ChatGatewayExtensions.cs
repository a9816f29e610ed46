using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Endpoints;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Leases;
using OrleansChat.Gateway.Moderation;
using OrleansChat.Gateway.Presence;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Runtimes;
using OrleansChat.Gateway.Transport;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Silo;

namespace OrleansChat.Gateway;

/// <summary>Composition of a gateway.</summary>
internal static class ChatGatewayExtensions
{
    /// <summary>Joins the cluster: as a silo of its own, or as a client of silos elsewhere.</summary>
    public static void AddCluster(this IHostApplicationBuilder builder)
    {
        var silo = builder.Configuration["Gateway:Silo"] ?? "cohost";
        switch (silo)
        {
            case "cohost":
                builder.AddChatSilo();
                builder.Services.AddSingleton<ILocalGateway>(provider => provider.GetRequiredService<RoomTable>());
                break;
            case "client":
                builder.AddChatClient(builder.Services.AddClusterSettings(builder.Configuration));
                break;
            default:
                throw new OptionsValidationException(
                    GatewayOptions.Section, typeof(GatewayOptions), [$"Gateway:Silo is '{silo}'; it must be cohost or client."]);
        }
    }

    /// <summary>Connections, rooms and fan-out, and the hub in front of them.</summary>
    public static void AddChatGateway(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GatewayOptions>().Bind(builder.Configuration.GetSection(GatewayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OutboxOptions>().Bind(builder.Configuration.GetSection(OutboxOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        services.AddOptions<FilterOptions>().Bind(builder.Configuration.GetSection(FilterOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilterOptions>, FilterOptionsValidator>();

        // Limits that grains hold; a gateway reports them, also where its silos run elsewhere.
        services.AddOptions<Grains.RateLimits.RateLimitsOptions>().Bind(builder.Configuration.GetSection("RateLimits"));
        services.AddOptions<Grains.Presence.PresenceOptions>().Bind(builder.Configuration.GetSection("Presence"));
        services.AddOptions<Grains.Rooms.RoomLimits>().Bind(builder.Configuration.GetSection("Rooms"));
        services.AddOptions<GatewayLeaseOptions>().Bind(builder.Configuration.GetSection("Leases"));

        services.AddSingleton(TimeProvider.System);
        services.AddGatewayCore();
        services.AddTransportBuffers();
        services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [HealthEndpoints.Ready]);
        services.AddSingleton<ConnectionFactory>();
        services.AddChatSockets();
        services.AddChatHub();
    }

    /// <summary>What a gateway is beneath its hub, sockets and settings; a simulator brings those of its own.</summary>
    public static void AddGatewayCore(this IServiceCollection services)
    {
        services.AddOptions<GatewayLeaseOptions>();
        services.TryAddSingleton(_ => new GatewayIdentity());
        services.TryAddSingleton(provider => new LinkScheduler(provider.GetService<TaskScheduler>() ?? TaskScheduler.Default));
        services.AddSingleton<GatewayCounters>();
        services.AddSingleton<SlowReaders>();
        services.AddHostedService(provider => provider.GetRequiredService<SlowReaders>());
        services.AddSingleton<RoomTable>();
        services.AddSingleton<RoomSessions>();
        services.AddSingleton<Departures>();
        services.AddSingleton<RoomAttacher>();
        services.AddSingleton<PositionChecks>();
        services.AddHostedService(provider => provider.GetRequiredService<PositionChecks>());
        services.AddSingleton<LeaseKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<PresenceWatches>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceWatches>());
        services.AddSingleton<ConnectionTable>();
        services.AddSingleton<ConnectionSessions>();
        services.AddSingleton<GatewayObserver>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayObserver>());
        services.AddSingleton<LimitsReport>();
        services.AddSingleton<WordFilter>();
        services.AddSingleton<ChatCalls>();
        services.AddSingleton<ChangeCalls>();
        services.AddSingleton<ModerationCalls>();
    }
}
