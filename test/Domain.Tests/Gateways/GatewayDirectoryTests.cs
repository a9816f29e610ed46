using OrleansChat.Domain.Tests.Rooms;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

public sealed class GatewayDirectoryTests : IDisposable
{
    private readonly SiloServices _silo = new("a");

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task RefreshAsync_SettledList_IsWhatIsKnown()
    {
        await _silo.ListAsync("a", "b", "c");
        Assert.Equal("a b c", Known);
        await _silo.ListAsync("a", "c");
        Assert.Equal("a c", Known);
    }

    [Fact]
    public async Task RefreshAsync_OwnGatewayIsNotInTheList_IsKnownAllTheSame()
    {
        Assert.Equal("a", Known);
        await _silo.ListAsync("b");
        Assert.Equal("a b", Known);
    }

    [Fact]
    public async Task Look_ListThatBeganAnew_BringsWhatWasKnownBefore()
    {
        await _silo.ListAsync("a", "b");
        await _silo.ListAsync(isSettled: false, "c");
        await _silo.ListAsync("c");
        await _silo.ListAsync("c");
        Assert.Equal(["", "a b", "a b c", "a c"], _silo.Cluster.Looks.Select(Brought));
        Assert.Equal([false, true, true, true], _silo.Cluster.Looks.Select(look => look.IsComplete));
        Assert.All(_silo.Cluster.Looks, look => Assert.Equal(FakeSilos.NameOf(1), look.Silo));
    }

    [Fact]
    public async Task RefreshAsync_UnsettledList_AddsAndDropsNobody()
    {
        await _silo.ListAsync("a", "c");
        _silo.Holdings.Add(new GatewayId("c"), Sample.Room);
        await _silo.ListAsync(isSettled: false, "b");
        await _silo.ListAsync(isSettled: false, "b");
        Assert.Equal("a b c", Known);
        Assert.Empty(_silo.Cluster.Dropped);
    }

    [Fact]
    public async Task RefreshAsync_GatewayGone_DropsWhatItHeldOnce()
    {
        await _silo.ListAsync("a", "b");
        _silo.Holdings.Add(new GatewayId("b"), Sample.Room);
        _silo.Holdings.Add(new GatewayId("b"), new UserId("ann"));
        await _silo.ListAsync("a");
        await _silo.ListAsync("a");
        Assert.Equal(["room ROOM lost b", "user ann lost b"], _silo.Cluster.Dropped);
    }

    [Fact]
    public async Task RefreshAsync_GatewayGone_ClosesItsLinkAndMayComeBack()
    {
        await _silo.ListAsync("a", "b");
        await _silo.ListAsync("a");
        _silo.Links.Send(new GatewayId("b"), Sample.Message(1));
        Assert.False(_silo.Observer("b").HasCall);
        await _silo.ListAsync("a", "b");
        _silo.Links.Send(new GatewayId("b"), Sample.Message(2));
        var call = await _silo.Observer("b").NextAsync();
        Assert.Equal("2", call.Numbers);
        call.Succeed();
    }

    [Fact]
    public async Task RefreshAsync_GatewayThatIsNewerThanTheList_HasOneMoreLook()
    {
        await _silo.ListAsync("a");
        _silo.Holdings.Add(new GatewayId("new"), Sample.Room);
        await _silo.ListAsync("a");
        Assert.Empty(_silo.Cluster.Dropped);
        await _silo.ListAsync("a", "new");
        Assert.Empty(_silo.Cluster.Dropped);
        Assert.Equal([new GatewayId("new")], _silo.Holdings.Gateways);
    }

    [Fact]
    public async Task RefreshAsync_GatewayThatNeverComesOntoTheList_IsDroppedAtTheSecondLook()
    {
        await _silo.ListAsync("a");
        _silo.Holdings.Add(new GatewayId("ghost"), Sample.Room);
        await _silo.ListAsync("a");
        await _silo.ListAsync("a");
        Assert.Equal(["room ROOM lost ghost"], _silo.Cluster.Dropped);
    }

    [Fact]
    public async Task RefreshAsync_ListCannotBeRead_KeepsWhatIsKnown()
    {
        await _silo.ListAsync("a", "b");
        _silo.Holdings.Add(new GatewayId("b"), Sample.Room);
        _silo.Cluster.List = () => Task.FromException<GatewayList>(new TimeoutException("The silo was lost."));
        Assert.Equal("a b", string.Join(' ', await _silo.Directory.RefreshAsync()));
        Assert.Empty(_silo.Cluster.Dropped);
        Assert.False(_silo.Directory.IsAlone);
    }

    [Fact]
    public async Task RefreshAsync_ListDoesNotAnswer_GoesOnAfterASecondWithWhatIsKnown()
    {
        await _silo.ListAsync("a", "b");
        var answer = new TaskCompletionSource<GatewayList>();
        _silo.Cluster.List = () => answer.Task;
        var refreshing = _silo.Directory.RefreshAsync();
        await _silo.Time.WhenTimersAsync(1);
        _silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a b", string.Join(' ', await refreshing));
        answer.SetResult(new GatewayList([], IsSettled: false, IsComplete: false));
    }

    [Fact]
    public async Task RefreshAsync_AskedByManyAtOnce_LooksOnce()
    {
        var answer = new TaskCompletionSource<GatewayList>();
        _silo.Cluster.List = () => answer.Task;
        Task[] refreshing = [_silo.Directory.RefreshAsync(), _silo.Directory.RefreshAsync(), _silo.Directory.RefreshAsync()];
        answer.SetResult(new GatewayList([], IsSettled: true, IsComplete: true));
        await Task.WhenAll(refreshing);
        Assert.Single(_silo.Cluster.Looks);
        await _silo.Directory.RefreshAsync();
        Assert.Equal(2, _silo.Cluster.Looks.Count);
    }

    [Fact]
    public async Task Known_SiloBesideAGatewayIsDeclaredDead_LeavesItOutBeforeItsLeaseEndsAndDropsNobody()
    {
        _silo.Silos.Alive = 3;
        await _silo.ListAsync(("a", 1), ("b", 2), ("c", 3));
        await _silo.Directory.StartAsync(default);
        _silo.Holdings.Add(new GatewayId("b"), Sample.Room);
        _silo.Silos.Dead.Add(FakeSilos.NameOf(2));
        Assert.Equal("a b c", Known);

        _silo.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a c", Known);
        Assert.Equal("a c", string.Join(' ', await _silo.Directory.RefreshAsync()));
        Assert.Equal(["c"], _silo.Directory.ReplicasFor(Sample.Room).Select(gateway => gateway.Value));
        Assert.Empty(_silo.Cluster.Dropped);
    }

    [Fact]
    public async Task Known_OwnSiloIsDeclaredDead_StillKnowsTheGatewayOfThisProcess()
    {
        _silo.Silos.Dead.Add(FakeSilos.NameOf(1));
        await _silo.ListAsync(("a", 1));
        Assert.Equal("a", Known);
    }

    [Fact]
    public async Task IsAlone_LastOtherGatewayDiedWithItsSilo_IsTrueBeforeItsLeaseEnds()
    {
        _silo.Silos.Alive = 2;
        await _silo.ListAsync(("a", 1), ("b", 2));
        Assert.False(_silo.Directory.IsAlone);
        _silo.Silos.Dead.Add(FakeSilos.NameOf(2));
        await _silo.Directory.RefreshAsync();
        Assert.True(_silo.Directory.IsAlone);
    }

    [Fact]
    public async Task IsAlone_AnotherSiloMayHaveAGatewayThatIsNotOnTheListYet_IsFalse()
    {
        _silo.Silos.Alive = 2;
        await _silo.ListAsync(isSettled: false, "a");
        Assert.False(_silo.Directory.IsAlone);
    }

    [Fact]
    public async Task IsAlone_OtherSiloDiedBeforeTheListWasFull_IsFalse()
    {
        // A gateway without a silo may have come through the one that died.
        _silo.Silos.Alive = 2;
        await _silo.ListAsync(isSettled: false, "a");
        _silo.Silos.Dead.Add(FakeSilos.NameOf(2));
        await _silo.ListAsync(isSettled: false, "a");
        Assert.False(_silo.Directory.IsAlone);
        await _silo.ListAsync("a");
        Assert.True(_silo.Directory.IsAlone);
    }

    [Theory]
    [InlineData(1, true, "a")]
    [InlineData(1, true)]
    [InlineData(2, true, "a")]
    [InlineData(1, false, "a", "b")]
    [InlineData(1, false, "b")]
    public async Task IsAlone_SettledList_IsTrueWhereNoGatewayIsElsewhere(int silos, bool alone, params string[] gateways)
    {
        _silo.Silos.Alive = silos;
        await _silo.ListAsync(gateways);
        Assert.Equal(alone, _silo.Directory.IsAlone);
    }

    [Fact]
    public void IsAlone_BeforeTheFirstLook_IsNotAssumed() => Assert.False(_silo.Directory.IsAlone);

    [Fact]
    public async Task ReplicasFor_Gateways_AreThoseElsewhereBestFirst()
    {
        await _silo.ListAsync("a", "b", "c", "d");
        var replicas = _silo.Directory.ReplicasFor(Sample.Room).ToArray();
        Assert.Equal(["b", "c", "d"], replicas.Select(gateway => gateway.Value).Order());
        Assert.Equal(replicas.OrderByDescending(gateway => Rendezvous.Weight(Sample.Room, gateway)), replicas);
    }

    [Fact]
    public async Task StartAsync_EachInterval_Looks()
    {
        using var looked = CountLooks();
        await _silo.Directory.StartAsync(default);
        _silo.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await looked.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task StartAsync_SiloCameOrWent_LooksBeforeTheIntervalIsOver()
    {
        using var looked = CountLooks();
        _silo.Silos.Alive = 2;
        await _silo.Directory.StartAsync(default);
        _silo.Time.Advance(TimeSpan.FromSeconds(1));
        await _silo.Directory.RefreshAsync();
        while (looked.Wait(0))
        {
            // What the beginning brought.
        }

        _silo.Silos.Dead.Add(FakeSilos.NameOf(2));
        _silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await looked.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task GatherAsync_SiloHasNotLookedAtANewList_IsWaitedFor()
    {
        var gathering = true;
        _silo.Cluster.List = () => Task.FromResult(
            gathering
                ? new GatewayList([], IsSettled: false, IsComplete: false, IsGathering: true)
                : new GatewayList([Lease("b")], IsSettled: false, IsComplete: true));
        var gathered = _silo.Directory.GatherAsync(default);
        await _silo.Time.WhenTimerAsync(TimeSpan.FromMilliseconds(250));
        Assert.False(gathered.IsCompleted);
        gathering = false;
        _silo.Time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal("a b", string.Join(' ', await gathered));
    }

    [Fact]
    public async Task GatherAsync_SiloDoesNotLook_IsWaitedForOneInterval()
    {
        _silo.Cluster.List = () => Task.FromResult(new GatewayList([], IsSettled: false, IsComplete: false, IsGathering: true));
        var gathered = _silo.Directory.GatherAsync(default);
        for (var waited = 0; waited < 5_000; waited += 250)
        {
            await _silo.Time.WhenTimerAsync(TimeSpan.FromMilliseconds(250));
            Assert.False(gathered.IsCompleted);
            _silo.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal("a", string.Join(' ', await gathered));
    }

    [Fact]
    public async Task GatherAsync_ListFillsWithoutASiloToWaitFor_GoesOnAtOnce()
    {
        _silo.Cluster.List = () => Task.FromResult(new GatewayList([], IsSettled: false, IsComplete: false));
        Assert.Equal("a", string.Join(' ', await _silo.Directory.GatherAsync(default)));
    }

    /// <summary>Released by each look at a list that is empty and settled.</summary>
    private SemaphoreSlim CountLooks()
    {
        var looked = new SemaphoreSlim(0);
        _silo.Cluster.List = () =>
        {
            looked.Release();
            return Task.FromResult(new GatewayList([], IsSettled: true, IsComplete: true));
        };
        return looked;
    }

    private GatewayLease Lease(string gateway) => new(new GatewayId(gateway), _silo.Observer(gateway), Silo: null);

    private static string Brought(GatewayLook look) => string.Join(' ', look.Known.Select(lease => lease.Gateway.Value));

    private string Known => string.Join(' ', _silo.Directory.Known);
}
