using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Hosting;

/// <summary>The services of silos and clients. Whatever the application or a simulator has put there before stays.</summary>
internal static class EmbeddedServices
{
    public static void AddSilo(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(SiloNode)))
        {
            return;
        }

        AddRuntime(services);
        services.AddSingleton(static provider => provider.GetRequiredService<Fabric>() is var fabric && fabric.NewAddress(isClient: false) is var address
            ? new SiloNode(fabric, $"Silo{address.Generation}", address, provider)
            : throw new InvalidOperationException());
        services.AddSingleton<Node>(static provider => provider.GetRequiredService<SiloNode>());
        services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        services.AddSingleton<ISiloStatusOracle, SiloStatusOracle>();
        services.AddHostedService<SiloService>();
    }

    public static void AddClient(IServiceCollection services)
    {
        AddRuntime(services);
        services.AddSingleton<Node>(static provider => provider.GetRequiredService<Fabric>() is var fabric && fabric.NewAddress(isClient: true) is var address
            ? new ClientNode(fabric, $"Client{-address.Generation}", address, provider)
            : throw new InvalidOperationException());
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnScheduler, ThreadPoolTurnScheduler>();
        services.TryAddSingleton(static provider => new Fabric(
            provider.GetRequiredService<IOptions<EmbeddedOptions>>().Value.PlacementSeed is { } seed ? new Random(seed) : new Random(),
            provider.GetService<IMessageTransport>()));
        services.TryAddSingleton<IClusterClient>(static provider => provider.GetRequiredService<Node>().GrainFactory);
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<IClusterClient>());
        services.TryAddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.TryAddTransient(static provider => provider.GetRequiredService<IGrainContextAccessor>().GrainContext);
    }
}
