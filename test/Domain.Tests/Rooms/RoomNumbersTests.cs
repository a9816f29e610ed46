using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomNumbersTests
{
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(1_800_000_000_000, 1_843_200_000_000_000)]
    public void Before_Epoch_IsTheEpochTimes1024(long epoch, long expected) => Assert.Equal(expected, RoomNumbers.Before(epoch));

    [Fact]
    public void Before_HighestEpoch_LeavesNumbersThatJavaScriptCounts() =>
        Assert.Equal(9_007_199_254_740_991 - 1023, RoomNumbers.Before(IEpochSource.Highest));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1023, 1)]
    [InlineData(1024, 1)]
    [InlineData(1025, 2)]
    [InlineData(2048, 2)]
    public void EpochAbove_Number_IsTheLowestThatBeginsNotBelowIt(long seq, long expected)
    {
        Assert.Equal(expected, RoomNumbers.EpochAbove(seq));
        Assert.InRange(seq, RoomNumbers.Before(expected - 1) + 1, RoomNumbers.Before(expected));
    }

    [Fact]
    public void Head_NewActivation_IsTheNumberBeforeItsFirst()
    {
        var room = new RoomDriver();
        Assert.Equal(1_843_200_000_000_000, room.Room.Head);
        Assert.Equal(1_843_200_000_000_001, room.Join("ann").Value!.Head);
    }

    [Fact]
    public void Head_RoomForgottenAndActivatedAgain_GoesOnAboveItsPast()
    {
        var first = new RoomDriver();
        first.Join("ann");
        first.PostMany("ann", 500);
        first.Leave("ann");
        first.Join("ann");
        Assert.Equal(RoomDriver.Before + 502, first.Room.Head);

        // A millisecond later on another silo, which was told nothing.
        var second = new RoomDriver(epoch: RoomDriver.Epoch + 1);
        Assert.True(second.Join("ann").Value!.Head > first.Room.Head);
    }
}
