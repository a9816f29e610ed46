using OrleansChat.Domain.Tests.Gateways;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomElectionTests : IDisposable
{
    private const long Now = 1_000;

    private readonly SiloServices _silo = new(RoomDriver.Here);
    private readonly RoomElection _election;

    public RoomElectionTests()
    {
        var clock = new Epochs.SettableClock(DateTimeOffset.FromUnixTimeMilliseconds(Now));
        _election = new RoomElection(Sample.Room, new HybridClockEpochs(clock), _silo.Links, _silo.Directory);
    }

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task HoldAsync_EmptyList_AsksTheGatewayOfItsOwnProcessUnderTheSourcesEpoch()
    {
        var (epoch, offers, allAnswered) = await _election.HoldAsync(default);
        Assert.Equal((Now, true), (epoch, allAnswered));
        Assert.Equal(new GatewayId(RoomDriver.Here), Assert.Single(offers).Gateway);
    }

    [Fact]
    public async Task HoldAsync_Gateways_AreEachAskedUnderTheEpoch()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var holding = _election.HoldAsync(default);
        var call = await _silo.Observer(RoomDriver.There).NextOfferAsync();
        Assert.Equal([new RoomFence(Sample.Room, Now)], call.Fences);
        call.Succeed(There(fence: 900));
        var (epoch, offers, allAnswered) = await holding;
        Assert.Equal((Now, true), (epoch, allAnswered));
        Assert.Equal([RoomDriver.Here, RoomDriver.There], offers.Select(offer => offer.Gateway.Value));
        Assert.Equal([new RoomFence(Sample.Room, Now)], _silo.Local.Fences);
    }

    [Fact]
    public async Task HoldAsync_GatewayThatJustCame_IsAskedToo()
    {
        await _silo.ListAsync(RoomDriver.Here);
        _silo.Cluster.List = () => Task.FromResult(
            new GatewayList([new GatewayLease(new GatewayId(RoomDriver.There), _silo.Observer(RoomDriver.There), null)], IsSettled: true, IsComplete: true));
        var holding = _election.HoldAsync(default);
        (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Succeed(There());
        Assert.Equal([RoomDriver.Here, RoomDriver.There], (await holding).Offers.Select(offer => offer.Gateway.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HoldAsync_OneDoesNotAnswer_GoesOnWithoutIt()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var holding = _election.HoldAsync(default);
        (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Fail();
        var (epoch, offers, allAnswered) = await holding;
        Assert.Equal((Now, false), (epoch, allAnswered));
        Assert.Equal([RoomDriver.Here], offers.Select(offer => offer.Gateway.Value));
    }

    [Fact]
    public async Task HoldAsync_OneDiedWithItsSilo_IsNotWaitedForAndNotMissed()
    {
        _silo.Silos.Alive = 2;
        await _silo.ListAsync((RoomDriver.Here, 1), (RoomDriver.There, 2));
        _silo.Silos.Dead.Add(FakeSilos.NameOf(2));

        var (_, offers, allAnswered) = await _election.HoldAsync(default);

        Assert.True(allAnswered);
        Assert.Equal([RoomDriver.Here], offers.Select(offer => offer.Gateway.Value));
    }

    [Fact]
    public async Task HoldAsync_ListIsStillFilling_DoesNotCountAsAllAnswered()
    {
        _silo.Cluster.List = () => Task.FromResult(new GatewayList([], IsSettled: false, IsComplete: false));
        Assert.False((await _election.HoldAsync(default)).AllAnswered);
        _silo.Cluster.List = () => Task.FromResult(new GatewayList([], IsSettled: false, IsComplete: true));
        Assert.True((await _election.HoldAsync(default)).AllAnswered);
    }

    [Fact]
    public async Task HoldAsync_SiloHasNotLookedAtANewList_WaitsForWhatItKnows()
    {
        var list = new GatewayList([], IsSettled: false, IsComplete: false, IsGathering: true);
        _silo.Cluster.List = () => Task.FromResult(list);
        var holding = _election.HoldAsync(default);
        await _silo.Time.WhenTimerAsync(TimeSpan.FromMilliseconds(250));
        list = new GatewayList([new GatewayLease(new GatewayId(RoomDriver.There), _silo.Observer(RoomDriver.There), null)], IsSettled: false, IsComplete: true);
        _silo.Time.Advance(TimeSpan.FromMilliseconds(250));
        (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Succeed(There());
        Assert.True((await holding).AllAnswered);
    }

    [Theory]
    [InlineData(Now - 1, 0, 0, Now)]
    [InlineData(Now, 0, 0, Now + 1)]
    [InlineData(5_000, 0, 0, 5_001)]
    [InlineData(0, 5_000, 0, 5_001)]
    [InlineData(0, 0, 5_000 << 10, 5_000)]
    [InlineData(0, 0, (5_000 << 10) + 1, 5_001)]
    public async Task HoldAsync_GatewayHasSeenMore_TakesAnEpochAboveIt(long fence, long epoch, long head, long expected)
    {
        await _silo.ListAsync(RoomDriver.There);
        var offer = There(fence, epoch, head);
        var holding = _election.HoldAsync(default);
        for (var asked = expected == Now ? 1 : 2; asked > 0; asked--)
        {
            (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Succeed(offer);
        }

        Assert.Equal(expected, (await holding).Epoch);
    }

    [Fact]
    public async Task HoldAsync_MessageHeldAboveTheHead_CountsToo()
    {
        await _silo.ListAsync(RoomDriver.There);
        var offer = There(head: 3) with { Tail = [Sample.Message((7_000 << 10) + 2)] };
        var holding = _election.HoldAsync(default);
        (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Succeed(offer);
        var again = await _silo.Observer(RoomDriver.There).NextOfferAsync();
        Assert.Equal(7_001, Assert.Single(again.Fences).Epoch);
        again.Succeed(offer);
        Assert.Equal(7_001, (await holding).Epoch);
    }

    private static RoomOffer There(long fence = 0, long epoch = 0, long head = 0) =>
        new() { Gateway = new GatewayId(RoomDriver.There), Fence = fence, Epoch = epoch, Head = head };
}
