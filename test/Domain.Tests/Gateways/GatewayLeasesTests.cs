using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

public sealed class GatewayLeasesTests
{
    private const long Start = 1_000_000;
    private const long Length = 20_000;

    private static readonly HashSet<string> NoSilos = [];
    private static readonly HashSet<string> Two = ["one", "two"];

    private readonly GatewayLeases _leases = new(TimeSpan.FromMilliseconds(Length), TimeSpan.FromMilliseconds(Length / 4), Start);

    [Fact]
    public void Renew_NewGateway_WasNotHeld()
    {
        Assert.False(Renew("b", Start));
        Assert.True(Renew("b", Start + 5_000));
    }

    [Theory]
    [InlineData(9_999, false, false)]
    [InlineData(10_000, false, true)]
    [InlineData(20_000, true, true)]
    public void List_AfterAWhile_IsCompleteAfterTwoIntervalsAndSettledAfterALease(long after, bool isSettled, bool isComplete)
    {
        var list = _leases.List(NoSilos, Start + after);

        Assert.Equal((isSettled, isComplete), (list.IsSettled, list.IsComplete));
    }

    [Fact]
    public void Inherit_EverySiloHasLookedAndOneWasComplete_IsCompleteButNotSettled()
    {
        Inherit("one", isComplete: true);
        var half = _leases.List(Two, Start);
        Assert.Equal((false, true), (half.IsComplete, half.IsGathering));

        Inherit("two", isComplete: false, new GatewayLease(new GatewayId("b"), Observer: null!, "two"));

        var list = _leases.List(Two, Start);
        Assert.Equal((false, true, false), (list.IsSettled, list.IsComplete, list.IsGathering));
        Assert.Equal("b", Alive(Start, "one", "two"));
    }

    [Fact]
    public void Inherit_EverySiloHasLookedButNoneWasComplete_FillsWithTime()
    {
        Inherit("one", isComplete: false);
        Inherit("two", isComplete: false);

        var list = _leases.List(Two, Start);
        Assert.Equal((false, false), (list.IsComplete, list.IsGathering));
        Assert.True(_leases.List(Two, Start + 10_000).IsComplete);
    }

    [Fact]
    public void Inherit_SiloThatCameLater_IsNotWaitedFor()
    {
        Inherit("one", isComplete: true);
        Inherit("two", isComplete: true);
        Assert.True(_leases.List(Two, Start).IsComplete);

        var list = _leases.List(new HashSet<string> { "one", "two", "three" }, Start);
        Assert.Equal((true, false), (list.IsComplete, list.IsGathering));
    }

    [Fact]
    public void Inherit_Lease_RunsFromThenOnAndCountsAsHeld()
    {
        Inherit("one", isComplete: false, new GatewayLease(new GatewayId("a"), Observer: null!, Silo: null));
        Assert.Equal("a", Alive(Start + Length - 1));
        Assert.True(Renew("a", Start + 1));
        Inherit("two", isComplete: false, new GatewayLease(new GatewayId("a"), Observer: null!, Silo: null));
        Assert.Equal("", Alive(Start + Length + 1));
    }

    [Fact]
    public void Inherit_SiloBesideItIsDead_IsNotTaken()
    {
        Inherit("one", isComplete: true, new GatewayLease(new GatewayId("a"), Observer: null!, "three"));
        Assert.Equal("", Alive(Start, "one", "two"));
    }

    [Fact]
    public void Inherit_EndedMeanwhile_StaysEnded()
    {
        _leases.End(new GatewayId("a"));
        Inherit("one", isComplete: true, new GatewayLease(new GatewayId("a"), Observer: null!, Silo: null));
        Assert.Equal("", Alive(Start, "one", "two"));
    }

    [Fact]
    public void Inherit_CompleteList_NeedsNothingOfThePast()
    {
        _leases.Inherit(new GatewayLook("one", [new GatewayLease(new GatewayId("a"), Observer: null!, Silo: null)], IsComplete: true), Two, Start + 10_000);
        Assert.Equal("", Alive(Start + 10_000, "one", "two"));
    }

    [Fact]
    public void List_Leases_AreOrderedById()
    {
        Renew("b", Start);
        Renew("a", Start);
        Assert.Equal("a b", Alive(Start));
    }

    [Fact]
    public void List_NotRenewed_EndsWithItsLength()
    {
        Renew("a", Start);
        Assert.Equal("a", Alive(Start + Length - 1));
        Assert.Equal("", Alive(Start + Length));
        Assert.False(Renew("a", Start + Length));
    }

    [Fact]
    public void List_Renewed_RunsOn()
    {
        Renew("a", Start);
        Renew("a", Start + 10_000);
        Assert.Equal("a", Alive(Start + 10_000 + Length - 1));
        Assert.Equal("", Alive(Start + 10_000 + Length));
    }

    [Fact]
    public void List_ItsSiloIsAlive_KeepsItAlthoughItWasNotRenewed()
    {
        Renew("a", Start, silo: "silo-1");
        Renew("b", Start, silo: "silo-2");
        Assert.Equal("a", Alive(Start + Length, "silo-1"));
        Assert.True(Renew("a", Start + Length));
    }

    [Fact]
    public void List_ItsSiloIsDeadButTheLeaseRuns_KeepsIt()
    {
        Renew("a", Start, silo: "silo-1");
        Assert.Equal("a", Alive(Start + Length - 1));
    }

    [Fact]
    public void End_Gateway_IsGoneAtOnce()
    {
        Renew("a", Start, silo: "silo-1");
        _leases.End(new GatewayId("a"));
        _leases.End(new GatewayId("b"));
        Assert.Equal("", Alive(Start, "silo-1"));
        Assert.False(Renew("a", Start));
    }

    [Theory]
    [InlineData(Length - 1, false)]
    [InlineData(Length, true)]
    public void List_OnceEveryLeaseHasHadTimeToBeRenewed_IsSettled(long age, bool settled) => Assert.Equal(settled, _leases.List(NoSilos, Start + age).IsSettled);

    private void Inherit(string silo, bool isComplete, params GatewayLease[] known) =>
        _leases.Inherit(new GatewayLook(silo, known, isComplete), Two, Start);

    private bool Renew(string gateway, long now, string? silo = null) => _leases.Renew(new GatewayLease(new GatewayId(gateway), Observer: null!, silo), now);

    private string Alive(long now, params string[] silos) =>
        string.Join(' ', _leases.List(silos.ToHashSet(), now).Gateways.Select(lease => lease.Gateway.Value));
}
