using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomResumeTests
{
    private const long Lost = RoomDriver.Epoch - 1_000_000;
    private const long LostBefore = Lost << 10;

    private readonly RoomDriver _room = new(new RoomLimits { RingMessages = 5 });

    public RoomResumeTests()
    {
        _room.Join("ann");
        _room.PostMany("ann", 9);
        _room.Drop("ann");
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Join_Resuming_ContinuesWhereEveryMessageAfterIsKept(long seq, bool continues) =>
        Assert.Equal(continues, _room.Join("ann", resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + seq)).Value!.Continues);

    [Theory]
    [InlineData(RoomDriver.Epoch - 1)]
    [InlineData(RoomDriver.Epoch + 1)]
    public void Join_ResumingAnUnknownEpoch_TakesASnapshot(long epoch) =>
        Assert.False(_room.Join("ann", resumes: new Position(epoch, RoomDriver.Before + 8)).Value!.Continues);

    [Fact]
    public void Join_NotResuming_DoesNotContinue() => Assert.False(_room.Join("ann").Value!.Continues);

    [Fact]
    public void Join_ResumingAForgottenRoom_IsGone()
    {
        _room.Pass(TimeSpan.FromSeconds(15));
        Assert.Same(RoomRefusals.Gone, _room.Join("ann", resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + 8)).Refusal);
        Assert.True(_room.Room.IsEmpty);
        Assert.NotNull(_room.Join("ann").Value);
    }

    [Fact]
    public void Join_ResumingARoomThatWasForgottenAndMadeAgain_TakesASnapshot()
    {
        _room.Pass(TimeSpan.FromSeconds(15));
        _room.Join("bob");
        var snapshot = _room.Join("ann", resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + 8)).Value!;
        Assert.False(snapshot.Continues);
        Assert.Empty(snapshot.Entries);
    }

    [Fact]
    public void Join_ResumingAnActivationThatNeverWas_IsGone() =>
        Assert.Same(RoomRefusals.Gone, new RoomDriver().Join("ann", resumes: new Position(RoomDriver.Epoch, 5)).Refusal);

    [Theory]
    [InlineData(Lost, 47, false)]
    [InlineData(Lost, 48, true)]
    [InlineData(Lost, 50, true)]
    [InlineData(Lost, 51, false)]
    [InlineData(Lost - 1, 49, false)]
    public void Join_ResumingAnEpochThatWasRecovered_ContinuesWithinItsLineage(long epoch, long seq, bool continues)
    {
        var room = Recovered(allAnswered: true);
        var resumed = room.Join("bob", resumes: new Position(epoch, LostBefore + seq)).Value!;
        Assert.Equal(continues, resumed.Continues);
        Assert.Equal([new EpochEnd(Lost, LostBefore + 50)], resumed.Ended);
    }

    [Fact]
    public void Join_ResumingWhileAGatewayIsStillMissing_TakesASnapshot() =>
        Assert.False(Recovered(allAnswered: false).Join("bob", resumes: new Position(Lost, LostBefore + 50)).Value!.Continues);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Join_ResumingWhereMessagesWereBroughtLate_TakesASnapshot(long seq, bool continues)
    {
        // Who stands between what was brought and the head of then may have missed the word of it.
        var room = Recovered(allAnswered: false);
        room.Attach(Sample.Offer(RoomDriver.There, Lost, LostBefore + 52, ["eve"], Sample.Messages(LostBefore + 51, LostBefore + 52, Lost)));
        room.PostMany("ann", 1);
        Assert.Equal(RoomDriver.Before + 2, room.Room.Head);
        Assert.Equal(continues, room.Join("bob", resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + seq)).Value!.Continues);
    }

    [Fact]
    public void Join_ResumingFromAnActivationThatLackedAMessage_TakesASnapshot()
    {
        // The activation in between could not ask the gateway that held the message, and its members never saw it.
        const long Between = Lost + 500_000;
        const long Head = (Between << 10) + 5;
        var room = new RoomDriver();
        room.Room.Recover(
            [
                Sample.Offer(RoomDriver.Here, Between, Head, ["ann"], Sample.Messages(LostBefore + 49, LostBefore + 49, Lost), Between << 10, new EpochEnd(Lost, LostBefore + 49)),
                Sample.Offer(RoomDriver.There, Lost, LostBefore + 50, ["bob"], Sample.Messages(LostBefore + 49, LostBefore + 50, Lost)),
            ],
            allAnswered: true, room.Now);

        Assert.False(room.Join("eve", resumes: new Position(Between, Head)).Value!.Continues);
    }

    [Theory]
    [InlineData(0, 48, true)]
    [InlineData(Lost << 10, 50, true)]
    [InlineData((Lost << 10) + 48, 48, false)]
    [InlineData((Lost << 10) + 48, 50, false)]
    public void Join_ResumingAboveAHole_TakesASnapshot(long wholeFrom, long seq, bool continues)
    {
        // Who came as far may show what was lost in the hole. Where the activation itself began there, nobody can.
        var room = new RoomDriver();
        room.Room.Recover(
            [Sample.Offer(RoomDriver.Here, Lost, LostBefore + 50, ["ann"], Sample.Messages(LostBefore + 49, LostBefore + 50, Lost), wholeFrom)], allAnswered: true, room.Now);
        Assert.Equal(continues, room.Join("bob", resumes: new Position(Lost, LostBefore + seq)).Value!.Continues);
        room.PostMany("ann", 1);
        Assert.True(room.Join("bob", resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + 2)).Value!.Continues);
    }

    [Fact]
    public void Join_ResumingFromAnActivationThatWasBroughtMessagesLate_TakesASnapshot()
    {
        // It began without a gateway that came later: who was away just then has not heard of what that one brought.
        const long Between = Lost + 500_000;
        const long Head = (Between << 10) + 5;
        var room = new RoomDriver();
        room.Room.Recover(
            [Sample.Offer(RoomDriver.Here, Between, Head, ["ann"], Sample.Messages(LostBefore + 49, LostBefore + 50, Lost), Between << 10, new EpochEnd(Lost, LostBefore + 50))],
            allAnswered: true, room.Now);

        Assert.False(room.Join("eve", resumes: new Position(Between, Head)).Value!.Continues);
    }

    private static RoomDriver Recovered(bool allAnswered)
    {
        // The tail is full: what lies below it was let go.
        var room = new RoomDriver(new RoomLimits { RingMessages = 2 });
        room.Room.Recover(
            [Sample.Offer(RoomDriver.Here, Lost, LostBefore + 50, ["ann"], Sample.Messages(LostBefore + 49, LostBefore + 50, Lost))], allAnswered, room.Now);
        return room;
    }
}
