using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RecoveryTests
{
    [Fact]
    public void WholeFrom_NoOffers_IsZero() => Assert.Equal(0, Recovery.WholeFrom([]));

    [Fact]
    public void WholeFrom_OneOffer_IsItsOwn() => Assert.Equal(40, Recovery.WholeFrom([Offer(40, 50)]));

    [Fact]
    public void WholeFrom_TailsThatOverlap_IsTheLower() => Assert.Equal(30, Recovery.WholeFrom([Offer(40, 50), Offer(30, 45)]));

    [Fact]
    public void WholeFrom_TailsThatTouch_IsTheLower() => Assert.Equal(30, Recovery.WholeFrom([Offer(30, 40), Offer(40, 50)]));

    [Fact]
    public void WholeFrom_TailsWithAHoleBetween_IsTheUpperOnes() => Assert.Equal(40, Recovery.WholeFrom([Offer(30, 39), Offer(40, 50)]));

    [Fact]
    public void WholeFrom_ChainOfTails_ReachesDownToItsEnd() => Assert.Equal(10, Recovery.WholeFrom([Offer(20, 30), Offer(10, 20), Offer(30, 40)]));

    [Fact]
    public void WholeFrom_ChainThatBreaks_EndsAtTheBreak() => Assert.Equal(20, Recovery.WholeFrom([Offer(20, 30), Offer(10, 19), Offer(30, 40)]));

    [Fact]
    public void WholeFrom_LongTailBelowTheBreak_StillDoesNotReachAcross() => Assert.Equal(45, Recovery.WholeFrom([Offer(0, 44), Offer(45, 50)]));

    [Fact]
    public void WholeFrom_MessageHeldBeyondAHole_IsThatMessage() => Assert.Equal(53, Recovery.WholeFrom([Offer(40, 50, held: 53)]));

    [Fact]
    public void WholeFrom_MessageHeldBeyondAHoleThatAnotherHasClosed_IsTheLower() =>
        Assert.Equal(40, Recovery.WholeFrom([Offer(40, 50, held: 53), Offer(49, 53)]));

    [Theory]
    [InlineData(50, null, 50)]
    [InlineData(50, 49L, 50)]
    [InlineData(50, 53L, 53)]
    public void Top_Offer_IsTheHighestNumberInIt(long head, long? held, long expected) => Assert.Equal(expected, Recovery.Top(Offer(40, head, held)));

    private static RoomOffer Offer(long wholeFrom, long head, long? held = null) =>
        Sample.Offer(RoomDriver.Here, 1, head, [], held is { } seq ? [Sample.Message(seq)] : [], wholeFrom);
}
