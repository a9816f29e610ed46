using OrleansChat.Gateway.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.RateLimits;
using OrleansChat.Grains.Rooms;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Nodes;

/// <summary>What one node is made of: the services of production, with the simulation's clock, scheduler and limits.</summary>
internal static class NodeServices
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Shorter than the longest that a client reads nothing.</summary>
    private static readonly TimeSpan SlowTimeout = TimeSpan.FromSeconds(2);

    private static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();

    public static void AddSilo(ISiloBuilder silo, ChatNode node, Profile profile, EpochStore store)
    {
        AddNode(silo.Services, node, profile);
        if (profile.HasStore)
        {
            silo.Services.AddSingleton<IEpochSource>(new StoredEpochs(store, node.Clock));
        }

        silo.Services.AddChatGrains(Nothing);
        Fix(silo.Services, new RoomLimits { RingMessages = profile.RingMessages, Changes = profile.KeptChanges });
        Fix(silo.Services, Limits(profile));
        Fix(silo.Services, new SiloMessagingOptions { ResponseTimeout = CallTimeout });
        silo.Services.AddSingleton<ILocalGateway>(provider => provider.GetRequiredService<RoomTable>());
        silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
    }

    public static void AddClient(IClientBuilder client, ChatNode node, Profile profile)
    {
        AddNode(client.Services, node, profile);
        Fix(client.Services, new RoomLimits { RingMessages = profile.RingMessages, Changes = profile.KeptChanges });
        Fix(client.Services, Limits(profile));
        Fix(client.Services, new ClientMessagingOptions { ResponseTimeout = CallTimeout });
    }

    private static void AddNode(IServiceCollection services, ChatNode node, Profile profile)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(node.Clock);
        services.AddSingleton(node);
        services.AddSingleton<TaskScheduler>(node.Scheduler);
        services.AddSingleton(new GatewayIdentity(node.GatewayId));
        services.AddGatewayCore();
        Fix(services, new OutboxOptions { Frames = profile.OutboxFrames, SlowTimeout = SlowTimeout, SweepInterval = SlowTimeout / 2 });
        Fix(services, new GatewayOptions { TailMessages = profile.RingMessages, LargeRoomFrom = profile.LargeRoomFrom });
    }

    /// <summary>Options as they are, which costs nothing; bound and checked ones would cost more than the simulation.</summary>
    private static void Fix<TOptions>(IServiceCollection services, TOptions options)
        where TOptions : class => services.AddSingleton(Options.Create(options));

    private static RateLimitsOptions Limits(Profile profile) => new()
    {
        Message = new RateLimitOptions { Limit = profile.MessageLimit, WindowSeconds = 60 },
        Change = new RateLimitOptions { Limit = profile.MessageLimit, WindowSeconds = 60 },
        Typing = new RateLimitOptions { Limit = 1000, WindowSeconds = 60 },
    };
}
