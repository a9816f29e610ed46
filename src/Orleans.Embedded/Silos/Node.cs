using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.Observers;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>A silo or a client: it makes calls, waits for their answers and holds observers.</summary>
internal abstract class Node
{
    private readonly long _responseTimeout;
    private readonly TimeSpan _sweepPeriod;
    private ITimer? _sweep;
    private volatile bool _isDead;

    protected Node(Fabric fabric, string name, SiloAddress address, IServiceProvider services, TimeSpan responseTimeout)
    {
        Fabric = fabric;
        Name = name;
        Address = address;
        Services = services;
        Time = services.GetRequiredService<TimeProvider>();
        Turns = services.GetRequiredService<ITurnScheduler>();
        Log = new RuntimeLog(services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Embedded"));
        Observers = new ObserverRegistry(this);
        GrainFactory = new GrainFactory(this);
        _responseTimeout = Ticks(responseTimeout);
        _sweepPeriod = services.GetRequiredService<IOptions<EmbeddedOptions>>().Value.SweepPeriod;
    }

    public Fabric Fabric { get; }

    public string Name { get; }

    public SiloAddress Address { get; }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ITurnScheduler Turns { get; }

    public RuntimeLog Log { get; }

    public ObserverRegistry Observers { get; }

    public GrainFactory GrainFactory { get; }

    public PendingCalls PendingCalls { get; } = new();

    /// <summary>Whether it is gone: it runs no more turns, sends nothing and receives nothing.</summary>
    public bool IsDead => _isDead;

    /// <summary>Takes a call that was sent here; must not throw.</summary>
    public abstract void Receive(Call call);

    /// <summary>The failure of what was held here when it went.</summary>
    public abstract Exception Unavailable(string what);

    /// <summary>Makes a call.</summary>
    /// <exception cref="SiloUnavailableException">This silo or client is gone itself.</exception>
    public void Send(Call call)
    {
        if (_isDead)
        {
            throw new SiloUnavailableException($"{Address} is gone and can make no calls: {call.Name}.");
        }

        if (!call.IsOneWay)
        {
            PendingCalls.Add(call);
        }

        Fabric.Route(call, this);
    }

    public long DeadlineAfter(TimeSpan? timeout) => timeout is { } own ? TimestampAfter(own) : After(_responseTimeout);

    public long TimestampAfter(TimeSpan time) => After(Ticks(time));

    public void StartSweep()
    {
        // The sweep belongs to the runtime and not to whoever happened to start it.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _sweep = Time.CreateTimer(static self => ((Node)self!).Sweep(((Node)self).Time.GetTimestamp()), this, _sweepPeriod, _sweepPeriod);
        }
    }

    /// <summary>Ends everything here at once.</summary>
    public void Die()
    {
        _isDead = true;
        _sweep?.Dispose();
    }

    /// <summary>What is due: calls whose time is over, and whatever else a kind of node looks after.</summary>
    protected virtual void Sweep(long now) => PendingCalls.Expire(now);

    protected long Ticks(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue : (long)(time.TotalSeconds * Time.TimestampFrequency);

    private long After(long ticks) => ticks == long.MaxValue ? long.MaxValue : Time.GetTimestamp() + ticks;
}
