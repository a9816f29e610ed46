using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Epochs;

public sealed class HybridClockEpochsTests
{
    private const long Start = 1_800_000_000_000;

    private readonly SettableClock _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));
    private readonly HybridClockEpochs _epochs;

    public HybridClockEpochsTests() => _epochs = new HybridClockEpochs(_clock);

    // Two silos of one process share the instance; that is what the class asks for.
    [Theory]
    [MemberData(nameof(EpochSourceConformance.Rules), MemberType = typeof(EpochSourceConformance))]
    public Task EpochSource_Rule_Holds(string rule) => EpochSourceConformance.CheckAsync(rule, _epochs, _epochs);

    [Theory]
    [MemberData(nameof(EpochSourceConformance.Rules), MemberType = typeof(EpochSourceConformance))]
    public Task EpochSource_RuleOnTheMachinesClock_Holds(string rule)
    {
        var epochs = new HybridClockEpochs(TimeProvider.System);
        return EpochSourceConformance.CheckAsync(rule, epochs, epochs);
    }

    [Fact]
    public async Task NextAsync_FirstCall_IsTheClocksMillisecond() => Assert.Equal(Start, await NextAsync());

    [Fact]
    public async Task NextAsync_ClockStandsStill_CountsOn()
    {
        await NextAsync();
        Assert.Equal(Start + 1, await NextAsync());
        Assert.Equal(Start + 2, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_ClockMovesOn_FollowsTheClock()
    {
        await NextAsync();
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(Start + 1_000, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_ClockStepsBack_CountsOnUntilTheClockCatchesUp()
    {
        await NextAsync();
        _clock.Now -= TimeSpan.FromHours(1);
        Assert.Equal(Start + 1, await NextAsync());
        _clock.Now += TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1);
        Assert.Equal(Start + 2, await NextAsync());
        _clock.Now += TimeSpan.FromMilliseconds(10);
        Assert.Equal(Start + 11, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_ClockBefore1970_StartsAtOne()
    {
        _clock.Now = DateTimeOffset.MinValue;
        Assert.Equal(1, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_AboveTheClock_IsAboveThatAndCountsOn()
    {
        Assert.Equal(Start + 501, await NextAsync(above: Start + 500));
        Assert.Equal(Start + 502, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_AboveWhatTheClockHasPassed_IsTheClocks() => Assert.Equal(Start, await NextAsync(above: Start - 1));

    [Fact]
    public async Task NextAsync_ClockAtTheHighest_IsTheHighest()
    {
        _clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(IEpochSource.Highest);
        Assert.Equal(IEpochSource.Highest, await NextAsync());
    }

    [Fact]
    public async Task NextAsync_ClockPastTheHighest_RefusesUntilTheClockIsSetRight()
    {
        _clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(IEpochSource.Highest + 1);
        await Assert.ThrowsAsync<EpochsUnavailableException>(async () => await NextAsync());
        _clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(Start);
        Assert.Equal(Start, await NextAsync());
    }

    private ValueTask<long> NextAsync(long above = 0) => _epochs.NextAsync(RoomId.Parse("ROOM"), above, default);
}
