using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Presence;

namespace OrleansChat.Domain.Tests.Presence;

public sealed class PresenceAudienceTests
{
    private static readonly UserPresence Online = new(PresenceStatus.Online, 1, null);
    private static readonly UserPresence Gone = new(PresenceStatus.Offline, 0, 50);
    private static readonly GatewayId Here = new("here");

    private readonly PresenceAudience _audience = new(new UserId("ann"));

    [Fact]
    public void Note_TheFirst_IsNewsWithTheTimeAsItsVersion()
    {
        Assert.True(_audience.Note(Online, 100));
        Assert.Equal(new SeenPresence(new UserId("ann"), Online with { Devices = 0 }, 100), _audience.Last);
    }

    [Fact]
    public void Note_OfflineFirst_IsNews()
    {
        Assert.True(_audience.Note(Gone, 100));
        Assert.Equal((Gone, 100), (_audience.Last.Presence, _audience.Last.Version));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Note_AnotherNumberOfDevices_IsNoNews(int devices)
    {
        _audience.Note(Online, 100);

        Assert.False(_audience.Note(Online with { Devices = devices }, 200));
        Assert.Equal(100, _audience.Last.Version);
    }

    [Fact]
    public void Note_ClockStandsStillOrSteppedBack_VersionsGrow()
    {
        _audience.Note(Online, 100);
        Assert.True(_audience.Note(Gone, 100));
        Assert.Equal(101, _audience.Last.Version);
        Assert.True(_audience.Note(Online, 7));
        Assert.Equal(102, _audience.Last.Version);
    }

    [Fact]
    public void Remove_OfAnEarlierTime_DoesNotEndTheLaterOne()
    {
        var later = new Watcher();
        _audience.Add(new WatchPresence(Here, 1, new Watcher()));
        _audience.Add(new WatchPresence(Here, 2, later));

        _audience.Remove(Here, 1);

        Assert.Same(later, Assert.Single(_audience.Watchers));
        _audience.Remove(Here, 2);
        Assert.True(_audience.IsEmpty);
    }

    [Fact]
    public void Add_OfAnEarlierTime_DoesNotTakeThePlaceOfTheLaterOne()
    {
        var later = new Watcher();
        _audience.Add(new WatchPresence(Here, 2, later));

        _audience.Add(new WatchPresence(Here, 1, new Watcher()));

        Assert.Same(later, Assert.Single(_audience.Watchers));
    }

    [Fact]
    public void Remove_GatewayThatIsGone_LeavesTheOthers()
    {
        var other = new Watcher();
        _audience.Add(new WatchPresence(Here, 1, new Watcher()));
        _audience.Add(new WatchPresence(new GatewayId("there"), 1, other));

        _audience.Remove(Here);

        Assert.Same(other, Assert.Single(_audience.Watchers));
    }

    private sealed class Watcher : IPresenceWatcher
    {
        public Task ChangedAsync(SeenPresence seen) => throw new NotSupportedException("Nobody is told here.");
    }
}
