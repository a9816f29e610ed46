using System.Runtime.CompilerServices;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Observers;

public sealed class ObserverTests
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(31);

    [Fact]
    public async Task Calls_OfOneObserver_RunOneAfterTheOther()
    {
        await using var lab = await Lab.StartAsync();
        var observer = new WordObserver(lab.Journal);
        var reference = lab.Client.CreateObjectReference<IWordObserver>(observer);
        _ = reference.HearAsync("one");
        _ = reference.HearAsync("two");
        lab.Turns.Run();
        Assert.Equal(["+one"], lab.Journal.Entries);

        lab.Journal.Open("one");
        lab.Turns.Run();
        Assert.Equal(["+one", "-one", "+two"], lab.Journal.Entries);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task MethodWithoutResult_IsOneWay()
    {
        await using var lab = await Lab.StartAsync();
        var observer = new WordObserver(lab.Journal);
        lab.Client.CreateObjectReference<IWordObserver>(observer).Whisper("psst");
        Assert.Empty(lab.Journal.Entries);

        lab.Turns.Run();
        Assert.Equal(["psst"], lab.Journal.Entries);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Call_OfADeletedObserver_IsDroppedSoThatItTimesOut()
    {
        await using var lab = await Lab.StartAsync();
        var observer = new WordObserver(lab.Journal);
        var reference = lab.Client.CreateObjectReference<IWordObserver>(observer);
        lab.Client.DeleteObjectReference<IWordObserver>(reference);
        var call = reference.HearAsync("one");
        lab.Advance(ResponseTimeout);

        await lab.FailsAsync<TimeoutException>(call);
        Assert.Empty(lab.Journal.Entries);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Call_OfACollectedObserver_IsDroppedSoThatItTimesOut()
    {
        await using var lab = await Lab.StartAsync();
        var reference = ReferenceToGarbage(lab);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var call = reference.HearAsync("one");
        lab.Advance(ResponseTimeout);

        await lab.FailsAsync<TimeoutException>(call);
        Assert.Empty(lab.Journal.Entries);
    }

    [Fact]
    public async Task Call_OfAnObserverOnALostClient_FailsAtOnce()
    {
        await using var lab = await Lab.StartAsync();
        var gateway = lab.Cluster.StartClient();
        var observer = new WordObserver(lab.Journal);
        var reference = lab.Cluster.Silos[0].GrainFactory
            .GetGrain<IWordObserver>(gateway.GrainFactory.CreateObjectReference<IWordObserver>(observer).GetGrainId());
        lab.Cluster.KillClient(gateway);

        await lab.FailsAsync<ClientNotAvailableException>(reference.HearAsync("one"));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task PendingCall_OfAnObserverOnAClientThatIsLost_Fails()
    {
        await using var lab = await Lab.StartAsync();
        var gateway = lab.Cluster.StartClient();
        var observer = new WordObserver(lab.Journal);
        var reference = gateway.GrainFactory.CreateObjectReference<IWordObserver>(observer);
        var call = lab.Client.GetGrain<ICopyGrain>("a").ObserveAsync(reference);
        lab.Turns.Run();
        Assert.Equal(["+observed"], lab.Journal.Entries);

        lab.Cluster.KillClient(gateway);

        await lab.FailsAsync<SiloUnavailableException>(call);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Call_ThroughAReferenceThatWasHandedOn_StartsAtWhoHoldsItNow()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var gateway = lab.Cluster.StartClient();
        var observer = new WordObserver(lab.Journal);
        var echo = lab.Client.GetGrain<ICopyGrain>("a").EchoAnyAsync(new Invitation("come", gateway.GrainFactory.CreateObjectReference<IWordObserver>(observer)));
        wire.DeliverAll(lab.Turns);
        var invitation = (Invitation)(await lab.RunAsync(echo))!;
        _ = invitation.Observer.HearAsync("one");

        Assert.Equal((lab.Cluster.DefaultClient.Address, gateway.Address), (wire.Seen[^1].From, wire.Seen[^1].To));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task PendingCall_OfAClientThatIsLostItself_Fails()
    {
        await using var lab = await Lab.StartAsync();
        var gateway = lab.Cluster.StartClient();
        var call = gateway.GrainFactory.GetGrain<IWorkGrain>("a").WorkAsync("for ever");
        lab.Turns.Run();
        lab.Cluster.KillClient(gateway);

        await lab.FailsAsync<SiloUnavailableException>(call);
    }

    [Fact]
    public async Task CreateObjectReference_Twice_GivesDifferentReferences()
    {
        await using var lab = await Lab.StartAsync();
        var observer = new WordObserver(lab.Journal);

        Assert.NotEqual(
            lab.Client.CreateObjectReference<IWordObserver>(observer), lab.Client.CreateObjectReference<IWordObserver>(observer));
    }

    [Fact]
    public async Task DeleteObjectReference_OfAnObjectOrAForeignReference_IsRefused()
    {
        await using var lab = await Lab.StartAsync();
        var observer = new WordObserver(lab.Journal);
        var foreign = lab.Cluster.StartClient().GrainFactory.CreateObjectReference<IWordObserver>(observer);

        Assert.Throws<ArgumentException>(() => lab.Client.DeleteObjectReference<IWordObserver>(observer));
        Assert.Throws<ArgumentException>(() => lab.Client.DeleteObjectReference<IWordObserver>(foreign));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IWordObserver ReferenceToGarbage(Lab lab) => lab.Client.CreateObjectReference<IWordObserver>(new WordObserver(lab.Journal));
}
