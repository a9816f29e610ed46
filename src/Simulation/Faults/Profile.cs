using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Faults;

/// <summary>What kind of a day it is, drawn from the seed: how large the chat, how busy its people, how bad the weather.</summary>
internal sealed record Profile
{
    private const int FullRing = 100;

    /// <summary>The faults after which a room is activated anew.</summary>
    private const FaultKinds LosesActivations =
        FaultKinds.SiloStop | FaultKinds.SiloKill | FaultKinds.DuplicateActivation | FaultKinds.Partition | FaultKinds.OneWayPartition;

    public required int Nodes { get; init; }

    /// <summary>Whether one more gateway stands apart from all silos.</summary>
    public required bool HasClientGateway { get; init; }

    public required int Users { get; init; }

    public required int Clients { get; init; }

    public required int Rooms { get; init; }

    /// <summary>Between two things that a client does.</summary>
    public required TimeSpan Thinking { get; init; }

    /// <summary>Between two faults.</summary>
    public required TimeSpan Peace { get; init; }

    /// <summary>The longest that a fault lasts.</summary>
    public required TimeSpan Badness { get; init; }

    /// <summary>The faults of this simulation.</summary>
    public required FaultKinds Faults { get; init; }

    /// <summary>How likely each fault of the network is for one message.</summary>
    public required double Loss { get; init; }

    /// <summary>
    /// Whether epochs come from a store or from each node's own clock. Epochs from clocks that step back are not promised to grow where nobody is left who
    /// knows the last one, so clocks step only where a store is; the store's own clock is right, which makes up for what the store forgets.
    /// </summary>
    public required bool HasStore { get; init; }

    /// <summary>
    /// Messages that a room keeps. When its activation is lost, so are the keys of what the ring has let go, and a retry of such a message makes it again; where
    /// that can happen, the ring is larger than what is said while a client waits for its answer.
    /// </summary>
    public required int RingMessages { get; init; }

    /// <summary>Edits, reactions and pins that a room keeps.</summary>
    public required int KeptChanges { get; init; }

    /// <summary>What part of all that people do is done to messages.</summary>
    public required double ChangeShare { get; init; }

    /// <summary>Frames that may wait for a client that does not read.</summary>
    public required int OutboxFrames { get; init; }

    /// <summary>Messages a minute that a user may send, and things that he may do to messages.</summary>
    public required int MessageLimit { get; init; }

    /// <summary>With how many clients at one gateway a room is large, whose comings and goings are told together.</summary>
    public required int LargeRoomFrom { get; init; }

    public static Profile Draw(Dice dice, FaultKinds allowed)
    {
        // Calm seeds find what is wrong without any fault, and wild ones what several at once do.
        var wildness = dice.Of([0, 0.15, 0.3, 0.6, 1]);
        var faults = FaultKinds.None;
        for (var kind = 1; kind < (int)FaultKinds.All; kind <<= 1)
        {
            faults |= dice.Chance(wildness) ? (FaultKinds)kind & allowed : FaultKinds.None;
        }

        faults |= allowed & (FaultKinds.Storm | FaultKinds.NoChanges);
        var thinking = TimeSpan.FromMilliseconds(dice.Of([50, 200, 800, 2000]));
        var clients = dice.Between(2, 7);
        return new Profile
        {
            Nodes = dice.Between(2, 4),
            HasClientGateway = dice.Chance(0.3),
            Clients = clients,
            Users = Math.Max(2, clients - dice.Of([0, 0, 1, 2])),
            Rooms = dice.Of([1, 1, 1, 2, 3]),
            Thinking = thinking,
            Peace = thinking * dice.Of([0.5, 1, 2, 5]),
            Badness = TimeSpan.FromSeconds(dice.Of([0.5, 3, 8, 20])),
            Faults = faults,
            Loss = dice.Of([0.01, 0.05, 0.2]),
            HasStore = dice.Chance(0.5) || faults.HasFlag(FaultKinds.ClockStep),
            RingMessages = Math.Max(dice.Of([5, 20, 100, 100]), (faults & LosesActivations) != 0 ? FullRing : 0),
            OutboxFrames = dice.Of([8, 16, 64]),
            MessageLimit = dice.Of([30, 1000, 1000, 1000]),
            LargeRoomFrom = dice.Of([2, 64]),
            KeptChanges = dice.Of([1000, 1000, 1000, 4]),
            ChangeShare = faults.HasFlag(FaultKinds.NoChanges) ? 0 : dice.Of([0.08, 0.08, 0.08, 0.4]),
        };
    }

    public bool Has(FaultKinds kind) => (Faults & kind) != 0;
}
