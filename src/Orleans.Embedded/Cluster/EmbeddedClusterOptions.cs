using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.Embedded;

/// <summary>How to start an <see cref="EmbeddedCluster"/>.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>How many silos to start with; 1 by default.</summary>
    public int Silos { get; set; } = 1;

    /// <summary>Seed of random placement; without one it is random indeed.</summary>
    public int? Seed { get; set; }

    /// <summary>Configures every silo, each with services of its own.</summary>
    public Action<ISiloBuilder>? ConfigureSilo { get; set; }

    /// <summary>Configures every client, each with services of its own.</summary>
    public Action<IClientBuilder>? ConfigureClient { get; set; }

    /// <summary>Decides what runs next; the thread pool by default.</summary>
    public ITurnScheduler? TurnScheduler { get; set; }

    /// <summary>Carries messages between silos and clients; by default they arrive at once.</summary>
    public IMessageTransport? Transport { get; set; }

    /// <summary>
    /// Starts a hosted service of a silo; by default its <see cref="IHostedService.StartAsync"/>. A <see cref="BackgroundService"/> begins on the thread
    /// pool, so that a simulator must begin it otherwise.
    /// </summary>
    public Func<IServiceProvider, IHostedService, Task>? StartService { get; set; }

    /// <summary>The clock of silos and clients; the system's by default.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
