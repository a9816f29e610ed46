namespace OrleansChat.Simulation.Faults;

/// <summary>What can go wrong.</summary>
[Flags]
public enum FaultKinds
{
    None = 0,
    MessageDelay = 1 << 0,
    MessageReorder = 1 << 1,
    MessageDuplicate = 1 << 2,
    MessageDrop = 1 << 3,
    ClientDrop = 1 << 4,
    SlowReader = 1 << 5,
    SiloStop = 1 << 6,
    SiloKill = 1 << 7,
    GatewayKill = 1 << 8,
    Partition = 1 << 9,
    OneWayPartition = 1 << 10,
    DuplicateActivation = 1 << 11,
    StoreRollback = 1 << 12,
    ClockStep = 1 << 13,
    All = (1 << 14) - 1,

    /// <summary>Not a fault, but that they come in any mixture, also in those that nothing is promised for: two processes that die together, two clusters.</summary>
    Storm = 1 << 14,

    /// <summary>Not a fault either, but that nobody does anything to a message: so a seed plays as it did before people could.</summary>
    NoChanges = 1 << 15,
}
