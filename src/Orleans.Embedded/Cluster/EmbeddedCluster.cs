using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Hosting;
using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Several logical silos and clients in one process, for tests and simulation. They share the process and nothing else: each has services of
/// its own, and calls between them travel over a network that can be slow, lossy or cut.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly EmbeddedClusterOptions _options;
    private readonly Fabric _fabric;
    private readonly List<EmbeddedSilo> _silos = [];
    private readonly List<ServiceProvider> _providers = [];
    private EmbeddedClient? _defaultClient;

    private EmbeddedCluster(EmbeddedClusterOptions options)
    {
        _options = options;
        _fabric = new Fabric(options.Seed is { } seed ? new Random(seed) : new Random(), options.Transport);
    }

    /// <summary>The silos that are neither stopped nor killed, oldest first.</summary>
    public IReadOnlyList<EmbeddedSilo> Silos => _silos.FindAll(silo => !silo.IsGone);

    /// <summary>The client that every cluster has; it starts when it is first asked for.</summary>
    public EmbeddedClient DefaultClient => _defaultClient ??= StartClient();

    /// <summary>The way of <see cref="DefaultClient"/> to the grains.</summary>
    public IClusterClient Client => DefaultClient.ClusterClient;

    /// <summary>Starts a cluster.</summary>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var cluster = new EmbeddedCluster(options);
        for (var i = 0; i < options.Silos; i++)
        {
            await cluster.StartSiloAsync();
        }

        return cluster;
    }

    /// <summary>Starts another silo, with its hosted services; <paramref name="onMade"/> sees it before they start.</summary>
    public async Task<EmbeddedSilo> StartSiloAsync(Action<EmbeddedSilo>? onMade = null)
    {
        var services = NewServices();
        EmbeddedServices.AddSilo(services);
        _options.ConfigureSilo?.Invoke(new EmbeddedBuilder(services, new ConfigurationBuilder().Build()));
        var provider = Build(services);
        var silo = new EmbeddedSilo(provider.GetRequiredService<SiloNode>(), provider);
        _silos.Add(silo);
        onMade?.Invoke(silo);
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await (_options.StartService is { } start ? start(provider, service) : service.StartAsync(CancellationToken.None));
        }

        return silo;
    }

    /// <summary>Stops a silo: its hosted services end, last first, and it deactivates every grain, whose next call goes elsewhere.</summary>
    public async Task StopSiloAsync(EmbeddedSilo silo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (!Silos.Contains(silo))
        {
            return;
        }

        foreach (var service in silo.Services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Ends a silo as a crash does: no more turns, timers or messages; nothing is deactivated; calls that it had fail with
    /// <see cref="Runtime.SiloUnavailableException"/>. Its hosted services are not stopped, and their calls fail.
    /// </summary>
    public void KillSilo(EmbeddedSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        _fabric.Lose(silo.Node);
    }

    /// <summary>
    /// Has a grain activate a second time, on <paramref name="silo"/>, while its activation elsewhere lives on, as after a loss of directory entries. Those in
    /// <paramref name="believers"/> go on calling the first activation, all others call the second. Nothing happens where the grain is not active.
    /// </summary>
    public void Duplicate(IAddressable grain, EmbeddedSilo silo, params IReadOnlyList<EmbeddedMember> believers)
    {
        ArgumentNullException.ThrowIfNull(silo);
        _fabric.Directory.Mistake(grain.GetGrainId(), (SiloNode)silo.Node, believers.Select(believer => believer.Node));
    }

    /// <summary>Mends the directory: everybody calls the activation that it knows, and every other one deactivates.</summary>
    public void EndDuplicates()
    {
        _fabric.Directory.Correct();
        foreach (var silo in Silos)
        {
            ((SiloNode)silo.Node).EndDuplicates();
        }
    }

    /// <summary>Starts another client.</summary>
    public EmbeddedClient StartClient()
    {
        var services = NewServices();
        EmbeddedServices.AddClient(services);
        _options.ConfigureClient?.Invoke(new EmbeddedBuilder(services, new ConfigurationBuilder().Build()));
        var provider = Build(services);
        var node = (ClientNode)provider.GetRequiredService<Node>();
        _fabric.Add(node);
        node.StartSweep();
        return new EmbeddedClient(node, provider);
    }

    /// <summary>Ends a client as a crash does; calls of its observers fail.</summary>
    public void KillClient(EmbeddedClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _fabric.Lose(client.Node);
    }

    /// <summary>Loses every message from <paramref name="from"/> to <paramref name="to"/> and, unless one way, back.</summary>
    public void Partition(EmbeddedMember from, EmbeddedMember to, bool oneWay = false)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        _fabric.Network.Cut(from.Node, to.Node);
        if (!oneWay)
        {
            _fabric.Network.Cut(to.Node, from.Node);
        }
    }

    /// <summary>Ends a partition, both ways.</summary>
    public void Heal(EmbeddedMember one, EmbeddedMember other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        _fabric.Network.Heal(one.Node, other.Node);
        _fabric.Network.Heal(other.Node, one.Node);
    }

    /// <summary>Ends all partitions.</summary>
    public void HealAll() => _fabric.Network.HealAll();

    /// <summary>Kills what is left and disposes of all services.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            KillSilo(silo);
        }

        foreach (var provider in _providers)
        {
            _fabric.Lose(provider.GetRequiredService<Node>());
            await provider.DisposeAsync();
        }
    }

    private ServiceCollection NewServices()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_fabric);
        if (_options.TurnScheduler is { } turns)
        {
            services.AddSingleton(turns);
        }

        if (_options.TimeProvider is { } time)
        {
            services.AddSingleton(time);
        }

        return services;
    }

    private ServiceProvider Build(ServiceCollection services)
    {
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }
}
