using OrleansChat.Grains.Interfaces;
using OrleansChat.Simulation.Nodes;
using OrleansChat.Simulation.Running;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Faults;

/// <summary>Does to the world what its profile allows, at times that the dice give, and mends it in the end.</summary>
internal sealed class Chaos(World world)
{
    private static readonly FaultKinds[] Kinds =
    [
        FaultKinds.ClientDrop, FaultKinds.ClientDrop, FaultKinds.SlowReader, FaultKinds.SiloStop, FaultKinds.SiloKill, FaultKinds.GatewayKill,
        FaultKinds.Partition, FaultKinds.OneWayPartition, FaultKinds.DuplicateActivation, FaultKinds.StoreRollback, FaultKinds.ClockStep,
    ];

    /// <summary>Between two processes that die or stop: what the first of them held is held twice again by then.</summary>
    private const long MourningTicks = 5 * TimeSpan.TicksPerSecond;

    private readonly Dice _dice = new(world.Seed, 6);
    private readonly FaultKinds[] _kinds = [.. Kinds.Where(world.Profile.Has)];
    private readonly bool _isStorm = world.Profile.Has(FaultKinds.Storm);
    private bool _isOver;
    private int _cuts;
    private int _duplicates;
    private long _lostAt = -MourningTicks;

    public async Task RunAsync()
    {
        while (_kinds.Length > 0)
        {
            await WaitAsync(_dice.Wait(world.Profile.Peace));
            if (_isOver)
            {
                return;
            }

            Inflict(_dice.Of(_kinds));
        }
    }

    /// <summary>Good weather from here on: the network is whole, nodes enough are there, and everybody calls the same activations.</summary>
    public void End()
    {
        _isOver = true;
        world.Tell("world", "heals");
        world.Network.IsCalm = true;
        world.Cluster.HealAll();
        world.Cluster.EndDuplicates();
        foreach (var client in world.Clients)
        {
            client.Incoming?.Pause(false);
        }

        while (world.Nodes.Count(node => node is { HasSilo: true, IsStopping: false }) < world.Profile.Nodes)
        {
            Start(isClient: false);
        }
    }

    private void Inflict(FaultKinds kind)
    {
        switch (kind)
        {
            case FaultKinds.ClientDrop:
                DropClient();
                break;
            case FaultKinds.SlowReader:
                Slow();
                break;
            case FaultKinds.SiloStop when MayLose && Victim() is { } node:
                Happen(Occurrence.SiloStopped, $"stops {node.Name}");
                _lostAt = world.Agenda.Now;
                Watch(StopAsync(node));
                break;
            case FaultKinds.SiloKill when MayLose && Victim() is { } node:
                Happen(Occurrence.SiloKilled, $"kills {node.Name}");
                Lose(node, isClient: false);
                break;
            case FaultKinds.GatewayKill when MayLose && world.Nodes.FirstOrDefault(node => !node.HasSilo) is { } node:
                Happen(Occurrence.GatewayKilled, $"kills {node.Name}");
                Lose(node, isClient: true);
                break;
            case FaultKinds.Partition or FaultKinds.OneWayPartition when !IsSplit:
                Cut(kind == FaultKinds.OneWayPartition);
                break;
            case FaultKinds.DuplicateActivation when _isStorm || (_cuts == 0 && HasMourned):
                Duplicate();
                break;
            case FaultKinds.StoreRollback when world.Profile.HasStore:
                Happen(Occurrence.StoreRolledBack, "rolls the store of epochs back");
                world.Store.RollBack();
                break;
            case FaultKinds.ClockStep:
                var stepped = _dice.Of(world.Nodes);
                stepped.Clock.Offset += _dice.UpTo(TimeSpan.FromSeconds(20)) - TimeSpan.FromSeconds(10);
                Happen(Occurrence.ClockStepped, $"steps the clock of {stepped.Name} to {stepped.Clock.Offset}");
                break;
        }
    }

    /// <summary>Whether one more process may go. What is acknowledged is held by two, so it is not promised to outlive two that go at once.</summary>
    private bool MayLose => _isStorm || (HasMourned && !IsSplit);

    private bool HasMourned => world.Agenda.Now - _lostAt >= MourningTicks;

    /// <summary>Whether a room is active twice. One of the two ends because it hears of the other; where it cannot, that is two clusters, for which nothing is promised.</summary>
    private bool IsSplit => !_isStorm && _duplicates > 0;

    private void Lose(ChatNode node, bool isClient)
    {
        _lostAt = world.Agenda.Now;
        node.Die();
        Watch(ReplaceAsync(isClient));
    }

    private void DropClient()
    {
        var client = _dice.Of(world.Clients);

        // A broken network is noticed by the client at once, and by its gateway sometimes only when it has waited for long enough.
        if (client.Drop(_dice.Chance(0.7) ? _dice.UpTo(TimeSpan.FromMilliseconds(50)) : _dice.UpTo(TimeSpan.FromSeconds(30))))
        {
            Happen(Occurrence.ClientDropped, $"drops the connection of {client.Name}");
        }
    }

    private void Slow()
    {
        var client = _dice.Of(world.Clients);
        if (client.Incoming is { } wire)
        {
            Happen(Occurrence.ReaderSlowed, $"lets {client.Name} read no more for a while");
            wire.Pause(true);
            Watch(GoOnAsync());
        }

        async Task GoOnAsync()
        {
            await WaitAsync(_dice.UpTo(world.Profile.Badness));
            wire.Pause(false);
        }
    }

    private void Cut(bool isOneWay)
    {
        var (from, to) = (_dice.Of(world.Nodes), _dice.Of(world.Nodes));
        if (from == to)
        {
            return;
        }

        Happen(isOneWay ? Occurrence.PartitionedOneWay : Occurrence.Partitioned, $"cuts {from.Name} off from {to.Name}{(isOneWay ? ", one way" : "")}");
        world.Cluster.Partition(from.Member, to.Member, isOneWay);
        _cuts++;
        Watch(HealAsync());

        async Task HealAsync()
        {
            await WaitAsync(_dice.UpTo(world.Profile.Badness));
            Happen(Occurrence.Healed, $"heals {from.Name} and {to.Name}");
            world.Cluster.Heal(from.Member, to.Member);
            _cuts--;
        }
    }

    private void Duplicate()
    {
        var homes = world.Nodes.Where(node => node is { HasSilo: true, IsOpen: true }).ToArray();
        if (homes.Length < 2)
        {
            return;
        }

        var room = world.Cluster.Silos[0].GrainFactory.GetGrain<IRoomGrain>(_dice.Of(world.RoomNames));
        var believers = world.Nodes.Where(_ => _dice.Chance(0.5)).Select(node => node.Member).ToArray();
        var home = _dice.Of(homes);
        Happen(Occurrence.ActivationDuplicated, $"lets a room activate again on {home.Name}");
        _duplicates++;
        world.Network.IsLossless = IsSplit;
        world.Cluster.Duplicate(room, (Orleans.Embedded.EmbeddedSilo)home.Member, believers);
        Watch(MendAsync());

        async Task MendAsync()
        {
            await WaitAsync(_dice.UpTo(world.Profile.Badness));
            world.Tell("world", "mends the directory");
            world.Cluster.EndDuplicates();
            _duplicates--;
            world.Network.IsLossless = IsSplit;
        }
    }

    /// <summary>A node with a silo, so that one remains.</summary>
    private ChatNode? Victim()
    {
        var homes = world.Nodes.Where(node => node is { HasSilo: true, IsOpen: true }).ToArray();
        return homes.Length > 1 ? _dice.Of(homes) : null;
    }

    private async Task StopAsync(ChatNode node)
    {
        await node.StopAsync();
        await ReplaceAsync(isClient: false);
    }

    private async Task ReplaceAsync(bool isClient)
    {
        await WaitAsync(_dice.UpTo(world.Profile.Badness));
        if (!_isOver || isClient)
        {
            Start(isClient);
        }
    }

    private void Start(bool isClient)
    {
        world.Sometimes.Count(Occurrence.NodeStarted);
        world.StartNode(isClient);
    }

    private void Happen(Occurrence occurrence, string what)
    {
        world.Sometimes.Count(occurrence);
        world.Tell("world", what);
    }

    private Task WaitAsync(TimeSpan time) => Task.Delay(time, world.Clock);

    private void Watch(Task work) => world.Watch(work, "world");
}
