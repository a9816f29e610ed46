using System.Collections.Concurrent;
using System.Net;
using Orleans.Embedded.Activations;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.Observers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Silos;

/// <summary>
/// What the silos and clients of one cluster share: the list of them, the grain directory, the network, the choice of placement. In a real
/// cluster all of that is distributed; here it is one object that is always right, except for what the network is told to lose.
/// </summary>
internal sealed class Fabric(Random placement, IMessageTransport? transport)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Node> _nodes = new();
    private readonly ConcurrentDictionary<string, MemoryGrainStorage> _storages = new();
    private SiloNode[] _silos = [];
    private SiloAddress[] _goneSilos = [];
    private int _addresses;

    public GrainDirectory Directory { get; } = new();

    public Network Network { get; } = new(transport);

    /// <summary>The silos that are neither stopping nor gone, oldest first.</summary>
    public IReadOnlyList<SiloNode> Silos => _silos;

    /// <summary>The same silos, and the addresses of all the others that there ever were: each silo is in one of the two.</summary>
    public (IReadOnlyList<SiloNode> Silos, IReadOnlyList<SiloAddress> Gone) AllSilos
    {
        get
        {
            lock (_gate)
            {
                return (_silos, _goneSilos);
            }
        }
    }

    /// <summary>An address that nobody had before; negative generations are those of clients.</summary>
    public SiloAddress NewAddress(bool isClient)
    {
        var number = Interlocked.Increment(ref _addresses);
        return SiloAddress.New(IPAddress.Loopback, isClient ? 0 : 11110 + number, isClient ? -number : number);
    }

    /// <summary>The storage in memory of this name, which outlives silos.</summary>
    public MemoryGrainStorage MemoryStorage(string name) => _storages.GetOrAdd(name, static _ => new MemoryGrainStorage());

    public void Add(Node node)
    {
        lock (_gate)
        {
            _nodes[node.Address.ToParsableString()] = node;
            if (node is SiloNode silo)
            {
                _silos = [.. _silos, silo];
            }
        }
    }

    /// <summary>Places nothing more on a silo; what it has stays.</summary>
    public void Remove(SiloNode silo)
    {
        lock (_gate)
        {
            if (Array.IndexOf(_silos, silo) >= 0)
            {
                _silos = Array.FindAll(_silos, other => !ReferenceEquals(other, silo));
                _goneSilos = [.. _goneSilos, silo.Address];
            }
        }
    }

    /// <summary>Takes a silo or client out, at once, with everything on it.</summary>
    public void Lose(Node lost)
    {
        Node[] others;
        lock (_gate)
        {
            // In this order a call on its way either sees that the silo is gone or is seen below.
            lost.Die();
            _nodes.TryRemove(lost.Address.ToParsableString(), out _);
            others = [.. _nodes.Values.OrderBy(node => node.Address)];
        }

        if (lost is SiloNode silo)
        {
            Remove(silo);
            Directory.RemoveAll(silo);
        }

        foreach (var other in others)
        {
            other.PendingCalls.FailHeldBy(lost);
        }

        // Whoever is beside the silo or client that went, and not gone with it, must not wait for an answer that cannot come.
        lost.PendingCalls.FailAll(lost);
    }

    /// <summary>The silo or client that holds an observer; null where it is gone.</summary>
    public Node? HomeOf(GrainId observer) => _nodes.GetValueOrDefault(ObserverRegistry.HomeOf(observer));

    /// <summary>The silo for a new activation; null where there is none.</summary>
    public SiloNode? Place(GrainClass grainClass, Node caller)
    {
        var silos = _silos;
        if (silos.Length <= 1)
        {
            return silos.Length == 0 ? null : silos[0];
        }

        if (grainClass.PrefersLocal && caller is SiloNode { IsAccepting: true, IsDead: false } local)
        {
            return local;
        }

        lock (_gate)
        {
            return silos[placement.Next(silos.Length)];
        }
    }

    /// <summary>Sends a call to whoever has the callee.</summary>
    public void Route(Call call, Node from)
    {
        if (call.Target.GrainClass is not { } grainClass)
        {
            RouteToObserver(call, from);
            return;
        }

        var id = call.Target.GrainId;
        while (true)
        {
            var silo = Directory.Find(id, from) ?? (Place(grainClass, call.Caller) is { } chosen ? Directory.GetOrAdd(id, chosen) : null);
            if (silo is null)
            {
                call.Abandon(new SiloUnavailableException($"There is no silo for {call.Name} on {id}."));
                return;
            }

            call.Holder = silo;
            if (!silo.IsDead)
            {
                Network.Send(call, from, silo);
                return;
            }

            Directory.Remove(id, silo);
        }
    }

    private void RouteToObserver(Call call, Node from)
    {
        if (call.Target.Home is not { IsDead: false } home)
        {
            call.Abandon(new ClientNotAvailableException(call.Target.GrainId));
            return;
        }

        call.Holder = home;
        Network.Send(call, from, home);
    }
}
