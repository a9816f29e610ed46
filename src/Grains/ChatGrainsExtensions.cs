using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Presence;
using OrleansChat.Grains.RateLimits;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Grains;

/// <summary>What the grains need of the silo that hosts them.</summary>
public static class ChatGrainsExtensions
{
    /// <summary>Name of the grain storage that a host must configure.</summary>
    public const string GrainStorageName = PresenceGrain.StorageName;

    /// <summary>Adds the services and options of rooms, presence and rate limits. Sections: <c>Rooms</c>, <c>Presence</c>, <c>RateLimits</c>, <c>Links</c>.</summary>
    public static IServiceCollection AddChatGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RoomLimits>().Bind(configuration.GetSection("Rooms")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PresenceOptions>().Bind(configuration.GetSection("Presence")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GatewayLinkOptions>().Bind(configuration.GetSection("Links")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RateLimitsOptions>().Bind(configuration.GetSection("RateLimits")).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<RateLimitsOptions>, RateLimitsOptions.Validator>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEpochSource, HybridClockEpochs>();
        services.TryAddSingleton(provider => new GatewayLinks(
            provider.GetRequiredService<IOptions<GatewayLinkOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GatewayLink>>(),
            provider.GetService<ILocalGateway>(),
            provider.GetService<TaskScheduler>()));
        return services;
    }
}
