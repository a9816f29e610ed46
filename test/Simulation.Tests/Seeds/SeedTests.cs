using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Running;

namespace OrleansChat.Simulation.Tests.Seeds;

public sealed class SeedTests(SeedSuite suite) : IClassFixture<SeedSuite>
{
    private const int SeedsOfOneFault = 200;

    /// <summary>What each kind of fault must have led to in some seed.</summary>
    private static readonly Dictionary<FaultKinds, Occurrence[]> Effects = new()
    {
        [FaultKinds.None] =
        [
            Occurrence.MessageSent, Occurrence.MessageAcknowledged, Occurrence.RoomLeft, Occurrence.MessageEdited, Occurrence.MessageDeleted, Occurrence.ReactionMade,
            Occurrence.ReactionTakenBack, Occurrence.MessagePinned, Occurrence.MessageUnpinned, Occurrence.TargetGone, Occurrence.TooManyChanges,
        ],
        [FaultKinds.MessageDelay] = [Occurrence.MessageDelayed],
        [FaultKinds.MessageReorder] = [Occurrence.MessageReordered],
        [FaultKinds.MessageDuplicate] = [Occurrence.MessageDuplicated],
        [FaultKinds.MessageDrop] = [Occurrence.MessageDropped],
        [FaultKinds.ClientDrop] = [Occurrence.ClientDropped, Occurrence.ClientResumed, Occurrence.OutcomeUnknown, Occurrence.DuplicateAcknowledged, Occurrence.ChangesResumed],
        [FaultKinds.SlowReader] = [Occurrence.ReaderSlowed, Occurrence.SlownessTold, Occurrence.DigestTold, Occurrence.SlowReaderClosed],
        [FaultKinds.SiloStop] = [Occurrence.SiloStopped, Occurrence.NodeStarted],
        [FaultKinds.SiloKill] = [Occurrence.SiloKilled, Occurrence.NodeStarted, Occurrence.EpochChanged],
        [FaultKinds.GatewayKill] = [Occurrence.GatewayKilled],
        [FaultKinds.Partition] = [Occurrence.Partitioned, Occurrence.Healed],
        [FaultKinds.OneWayPartition] = [Occurrence.PartitionedOneWay, Occurrence.Healed],
        [FaultKinds.DuplicateActivation] = [Occurrence.ActivationDuplicated],
        [FaultKinds.StoreRollback] = [Occurrence.StoreRolledBack],
        [FaultKinds.ClockStep] = [Occurrence.ClockStepped],
    };

    [Fact]
    public void Seeds_OfTheOrdinaryRun_BreakNoPromise()
    {
        Assert.True(suite.Report.IsDone);
        Assert.True(suite.Report.Failures.Count == 0, $"{suite.Report}");
    }

    [Fact]
    public void Faults_OfTheOrdinaryRun_HappenSometimes()
    {
        Assert.DoesNotContain(Enum.GetValues<Occurrence>(), occurrence => suite.Report.Sometimes[occurrence] == 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fault_Alone_HappensSometimesAndBreaksNoPromise(FaultKinds kind)
    {
        var report = new SeedRun(1, SeedsOfOneFault, SeedSuite.Steps, kind).Run(static _ => { });

        Assert.True(report.Failures.Count == 0, $"{report}");
        Assert.DoesNotContain(Effects[kind], occurrence => report.Sometimes[occurrence] == 0);
    }

    [Fact]
    public void Seed_WithoutChanges_ChangesNothing()
    {
        var report = new SeedRun(1, 20, SeedSuite.Steps, FaultKinds.All | FaultKinds.NoChanges).Run(static _ => { });

        Assert.Equal(0, report.Sometimes[Occurrence.ChangeSent]);
    }

    public static TheoryData<FaultKinds> Kinds() => [.. Effects.Keys];
}
