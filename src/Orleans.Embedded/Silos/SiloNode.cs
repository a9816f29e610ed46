using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Activations;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>A silo: it holds activations, and code outside of grains that is beside them.</summary>
internal sealed class SiloNode : Node
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainClass, long> _collectionAges = new();
    private readonly int _maxForwards;
    private readonly long _quantum;
    private long _nextCollection;
    private long _activationCount;
    private TurnOfTask? _drained;

    public SiloNode(Fabric fabric, string name, SiloAddress address, IServiceProvider services)
        : base(fabric, name, address, services, services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout)
    {
        _maxForwards = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.MaxForwardCount;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        _quantum = Ticks(Collection.CollectionQuantum);
        _nextCollection = TimestampAfter(Collection.CollectionQuantum);
        IdleActivations = new IdleActivations(_quantum);
    }

    public GrainCollectionOptions Collection { get; }

    public IdleActivations IdleActivations { get; }

    /// <summary>Activations that are here now.</summary>
    public int ActivationCount => _activations.Count;

    /// <summary>Whether new activations may come here.</summary>
    public bool IsAccepting { get; private set; }

    public void Join()
    {
        IsAccepting = true;
        Fabric.Add(this);
        StartSweep();
    }

    /// <summary>Deactivates everything, oldest first, then leaves. What is left when the token says stop is lost.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (IsDead)
        {
            return;
        }

        var drained = new TurnOfTask();
        _drained = drained;
        IsAccepting = false;
        Fabric.Remove(this);
        foreach (var activation in _activations.Values.OrderBy(activation => activation.Number))
        {
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "This process is terminating."), cancellationToken);
        }

        ReportWhenDrained();

        // Who runs out of patience gets a silo that is gone all the same: what has not drained by then is lost with it, as in a crash.
        await drained.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Fabric.Lose(this);
    }

    public override void Receive(Call call)
    {
        if (IsDead)
        {
            call.Abandon(Unavailable($"{call.Name} on {call.Target.GrainId}"));
            return;
        }

        if (call.Target.GrainClass is not { } grainClass)
        {
            Observers.Receive(call);
            return;
        }

        var id = call.Target.GrainId;
        while (true)
        {
            if (_activations.TryGetValue(id, out var activation))
            {
                if (activation.TryReceive(call))
                {
                    return;
                }

                // It has ended and is about to leave the table.
                continue;
            }

            if (!IsAccepting || !ReferenceEquals(Fabric.Directory.GetOrAdd(id, this), this))
            {
                // Also for a caller that believed the grain to be here.
                Fabric.Directory.Remove(id, this);
                Forward(call);
                return;
            }

            _activations.TryAdd(id, NewActivation(id, grainClass));
        }
    }

    public override Exception Unavailable(string what) => new SiloUnavailableException($"The target silo {Address} became unavailable for {what}.");

    /// <summary>How long an activation of the class may idle, in timestamp ticks.</summary>
    public long CollectionAge(GrainClass grainClass) => _collectionAges.GetOrAdd(
        grainClass,
        static (grainClass, silo) => silo.Ticks(grainClass.AgeLimit
            ?? (silo.Collection.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out var age) ? age : silo.Collection.CollectionAge)),
        this);

    /// <summary>
    /// Takes a deactivated activation out. Calls that wait get the next activation: here it starts with them in its mailbox, so that no later
    /// call comes before them; elsewhere they are sent on in their order.
    /// </summary>
    public void Retire(Activation activation)
    {
        var id = activation.GrainId;
        var waiting = CallsOf(activation.Invalidate());
        if (waiting.Count == 0)
        {
            Fabric.Directory.Remove(id, this);
            _activations.TryRemove(KeyValuePair.Create(id, activation));
            ReportWhenDrained();
            return;
        }

        var next = Fabric.Directory.IsHome(id, this) ? Fabric.Place(activation.GrainClass, waiting[0].Caller) : null;
        if (ReferenceEquals(next, this))
        {
            var successor = NewActivation(id, activation.GrainClass);
            foreach (var call in waiting.Where(MayForward))
            {
                successor.TryReceive(call);
            }

            _activations[id] = successor;
            return;
        }

        Fabric.Directory.Replace(id, this, next);
        _activations.TryRemove(KeyValuePair.Create(id, activation));
        waiting.ForEach(Forward);
        ReportWhenDrained();
    }

    /// <summary>Takes an activation out that did not come to life; the calls that wait for it fail.</summary>
    public void Fail(Activation activation, Exception exception)
    {
        var waiting = CallsOf(activation.Invalidate());
        Fabric.Directory.Remove(activation.GrainId, this);
        _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        waiting.ForEach(call => call.Fail(exception));
        ReportWhenDrained();
    }

    /// <summary>Ends the activations that the directory does not know to be here.</summary>
    public void EndDuplicates()
    {
        foreach (var activation in _activations.Values.Where(activation => !Fabric.Directory.IsHome(activation.GrainId, this)).OrderBy(activation => activation.Number))
        {
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DuplicateActivation, "Another activation of the grain stays."));
        }
    }

    protected override void Sweep(long now)
    {
        base.Sweep(now);
        if (now >= _nextCollection)
        {
            _nextCollection = now + _quantum;
            IdleActivations.Collect(now);
        }
    }

    private static List<Call> CallsOf(Request? first)
    {
        var calls = new List<Call>();
        for (var request = first; request is not null; request = request.Next)
        {
            if (request is Call call)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    private Activation NewActivation(GrainId id, GrainClass grainClass) => new(this, id, grainClass, Interlocked.Increment(ref _activationCount));

    private void Forward(Call call)
    {
        if (MayForward(call))
        {
            Fabric.Route(call, this);
        }
    }

    private bool MayForward(Call call)
    {
        if (++call.Forwards <= _maxForwards)
        {
            return true;
        }

        call.Fail(new OrleansMessageRejectionException($"{call.Name} on {call.Target.GrainId} was sent on {_maxForwards} times and met no activation that takes calls."));
        return false;
    }

    private void ReportWhenDrained()
    {
        if (_drained is { } drained && _activations.IsEmpty && Interlocked.CompareExchange(ref _drained, null, drained) == drained)
        {
            Turns.Schedule(drained);
        }
    }
}
