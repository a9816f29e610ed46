using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Simulation.Running;
using OrleansChat.Simulation.Scheduling;
using OrleansChat.Simulation.Sockets;

namespace OrleansChat.Simulation.Nodes;

/// <summary>
/// One process of the chat: a gateway, and a silo unless it is a client of silos elsewhere. All its code runs on its own scheduler and by its own clock, so
/// that it can die as a process does: at once and with everything.
/// </summary>
internal sealed class ChatNode
{
    private readonly List<HubEndpoint> _endpoints = [];
    private long _lastConnection;

    public ChatNode(World world, int number)
    {
        World = world;
        Name = $"node{number}";
        GatewayId = new GatewayId($"g{number}");
        Scheduler = new StepScheduler(world.Agenda, Name);
        Clock = new NodeClock(world.Agenda, Scheduler);
    }

    public World World { get; }

    public string Name { get; }

    public GatewayId GatewayId { get; }

    public StepScheduler Scheduler { get; }

    public NodeClock Clock { get; }

    /// <summary>Its silo, or its client where it has none.</summary>
    public EmbeddedMember Member { get; set; } = null!;

    public IServiceProvider Services => Member.Services;

    public bool HasSilo => Member is EmbeddedSilo;

    /// <summary>Whether it takes new connections.</summary>
    public bool IsOpen { get; private set; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether it was told to end.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>All its services have started.</summary>
    public void Open() => IsOpen = IsAlive && !IsStopping;

    /// <summary>Takes a connection; the client's first call may follow.</summary>
    public void Accept(Socket socket, Person person)
    {
        var endpoint = new HubEndpoint(this, socket, new ConnectionId(GatewayId, ++_lastConnection), person);
        socket.Accept(endpoint);
        _endpoints.Add(endpoint);
        World.Watch(Scheduler.Start(endpoint.RunAsync), Name);
    }

    public void Forget(HubEndpoint endpoint) => _endpoints.Remove(endpoint);

    /// <summary>Begins a hosted service. One that would begin on the thread pool begins here instead.</summary>
    public Task StartService(IHostedService service)
    {
        if (service is BackgroundService background)
        {
            World.Watch(Scheduler.Start(() => BackgroundServices.ExecuteAsync(background, CancellationToken.None)), Name);
            return Task.CompletedTask;
        }

        var started = Task.CompletedTask;
        Scheduler.Enter(() => started = service.StartAsync(CancellationToken.None));
        return started;
    }

    /// <summary>Ends it in good order, as a host does that was asked to: its services stop, last first, its connections end, and its silo with them.</summary>
    public async Task StopAsync()
    {
        (IsOpen, IsStopping) = (false, true);
        var services = Services.GetServices<IHostedService>().Reverse().ToArray();
        foreach (var service in services.OfType<IHostedLifecycleService>())
        {
            await service.StoppingAsync(CancellationToken.None);
        }

        foreach (var endpoint in _endpoints.ToArray())
        {
            await endpoint.HangUpAsync();
        }

        foreach (var service in services)
        {
            await service.StopAsync(CancellationToken.None);
        }

        Die();
    }

    /// <summary>Ends it as a crash does; its clients notice after a while.</summary>
    public void Die()
    {
        if (!IsAlive)
        {
            return;
        }

        IsOpen = IsAlive = false;
        Scheduler.HasStopped = true;
        foreach (var endpoint in _endpoints.ToArray())
        {
            endpoint.Socket.Break(World.Weather.UpTo(TimeSpan.FromSeconds(2)), TimeSpan.Zero);
        }

        _endpoints.Clear();
        World.Lose(this);
    }
}
