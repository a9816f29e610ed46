using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Presence;
using OrleansChat.Grains.RateLimits;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Grains;

/// <summary>What the grains need of the silo that hosts them.</summary>
public static class ChatGrainsExtensions
{
    /// <summary>Name of the grain storage that a host must configure.</summary>
    public const string GrainStorageName = PresenceGrain.StorageName;

    /// <summary>Adds the services and options of rooms, presence and rate limits. Sections: <c>Rooms</c>, <c>Presence</c>, <c>RateLimits</c>, <c>Links</c>, <c>Leases</c>.</summary>
    public static IServiceCollection AddChatGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RoomLimits>().Bind(configuration.GetSection("Rooms")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PresenceOptions>().Bind(configuration.GetSection("Presence")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GatewayLinkOptions>().Bind(configuration.GetSection("Links")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RateLimitsOptions>().Bind(configuration.GetSection("RateLimits")).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<RateLimitsOptions>, RateLimitsOptions.Validator>();

        services.AddOptions<GatewayLeaseOptions>().Bind(configuration.GetSection("Leases")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEpochSource, HybridClockEpochs>();
        services.TryAddSingleton<LostSilos>();
        services.AddHostedService(provider => provider.GetRequiredService<LostSilos>());
        services.TryAddSingleton(provider => new GatewayLinks(
            provider.GetRequiredService<IOptions<GatewayLinkOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<LinkScheduler>(),
            provider.GetRequiredService<ILogger<GatewayLink>>(),
            provider.GetService<ILocalGateway>()));
        services.TryAddSingleton(provider => new LinkScheduler(provider.GetService<TaskScheduler>() ?? TaskScheduler.Default));
        services.TryAddSingleton<ILocalSilo, LocalSilo>();
        services.TryAddSingleton<GatewayHoldings>();
        services.TryAddSingleton<GatewayDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayDirectory>());
        return services;
    }
}
