using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomPostTests
{
    private readonly RoomDriver _room = new();

    public RoomPostTests()
    {
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Take();
    }

    [Fact]
    public void Post_Message_AnswersAndTellsTheSamePosition()
    {
        var posted = _room.Post("ann", "k", "hello").Value!;
        Assert.Equal(($"{RoomDriver.Epoch}-{RoomDriver.Before + 3}", RoomDriver.Epoch, RoomDriver.Before + 3, _room.Now, false), (posted.MessageId, posted.Epoch, posted.Seq, posted.At, posted.Duplicate));
        Assert.Equal(
            new MessagePosted
            {
                Room = Sample.Room, Epoch = posted.Epoch, Seq = posted.Seq, Clock = posted.Clock, At = posted.At,
                From = Sample.Person("ann"), Body = "hello", Key = "k",
            },
            Assert.Single(_room.Take()));
    }

    [Fact]
    public void Post_AmongJoinsAndLeaves_NumbersAreContiguousFromTheEpochsFirst()
    {
        var room = new RoomDriver();
        room.Join("ann");
        room.PostMany("ann", 3);
        room.Join("bob");
        room.Type("bob");
        room.Read("ann", RoomDriver.Before + 2);
        room.PostMany("bob", 2);
        room.Leave("bob");
        room.PostMany("ann", 1);
        Assert.Equal(Enumerable.Range(1, 9).Select(seq => RoomDriver.Before + seq), room.Take().OfType<OrderedEvent>().Select(ordered => ordered.Seq));
        Assert.Equal(RoomDriver.Before + 9, room.Room.Head);
    }

    [Fact]
    public void Post_ClientClockBehind_CountsOnByOne()
    {
        var first = _room.Post("ann", "1").Value!;
        Assert.Equal(first.Clock + 1, _room.Post("ann", "2", clock: first.Clock - 5).Value!.Clock);
    }

    [Fact]
    public void Post_ClientClockWithinTheLead_GoesAboveIt()
    {
        var first = _room.Post("ann", "1").Value!;
        Assert.Equal(first.Clock + 501, _room.Post("ann", "2", clock: first.Clock + 500).Value!.Clock);
    }

    [Fact]
    public void Post_ClientClockFarAhead_MovesByTheLeadAndOne()
    {
        var first = _room.Post("ann", "1").Value!;
        Assert.Equal(first.Clock + 1025, _room.Post("ann", "2", clock: long.MaxValue).Value!.Clock);
    }

    [Fact]
    public void Post_WallClockStepsBack_NeverLowersAt()
    {
        var first = _room.Post("ann", "1").Value!;
        _room.Now -= 60_000;
        Assert.Equal(first.At, _room.Post("ann", "2").Value!.At);
        _room.Now += 60_001;
        Assert.Equal(first.At + 1, _room.Post("ann", "3").Value!.At);
    }

    [Fact]
    public void Post_KnownKeySameBody_IsTheSameAnswerAsDuplicate()
    {
        var first = _room.Post("ann", "k").Value!;
        _room.PostMany("bob", 0);
        _room.Take();
        _room.Now += 1000;
        Assert.Equal(first with { Duplicate = true }, _room.Post("ann", "k", clock: first.Clock + 9).Value);
        Assert.Empty(_room.Take());
        Assert.Equal(first.Seq, _room.Room.Head);
    }

    [Fact]
    public void Post_KnownKeyOtherBody_IsRefusedAndChangesNothing()
    {
        _room.Post("ann", "k", "one");
        _room.Take();
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "k", "two").Refusal?.Code);
        Assert.Empty(_room.Take());
        Assert.Equal("one", Assert.Single(_room.Fetch("ann").Value!.Entries).Body);
    }

    [Fact]
    public void Post_AnotherUsersKey_IsANewMessage()
    {
        _room.Post("ann", "k", "one");
        Assert.False(_room.Post("bob", "k", "two", gateway: RoomDriver.There).Value!.Duplicate);
    }

    [Fact]
    public void Post_KeyOfAMessageThatTheRingForgot_IsStillADuplicate()
    {
        var first = _room.Post("ann", "k").Value!;
        _room.PostMany("ann", 100);
        Assert.DoesNotContain(_room.Fetch("ann").Value!.Entries, message => message.Seq == first.Seq);
        Assert.Equal(first with { Duplicate = true }, _room.Post("ann", "k").Value);
    }

    [Fact]
    public void Post_KeyAfterItsAuthorLeftAndCameBack_IsStillADuplicate()
    {
        var first = _room.Post("ann", "k").Value!;
        _room.Leave("ann");
        _room.Join("ann", number: 2);
        Assert.Equal(first with { Duplicate = true }, _room.Post("ann", "k").Value);
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void Post_KeyOfFiveMinutesAgo_IsForgottenAfterwards(int age, bool known)
    {
        _room.Post("ann", "k");
        _room.Now += age;
        Assert.Equal(known, _room.Post("ann", "k").Value!.Duplicate);
    }

    [Theory]
    [InlineData(4095, true)]
    [InlineData(4096, false)]
    public void Post_KeyBeforeSoManyOthers_IsForgottenAfterwards(int others, bool known)
    {
        _room.Post("ann", "k");
        _room.PostMany("ann", others);
        Assert.Equal(known, _room.Post("ann", "k").Value!.Duplicate);
    }

    [Fact]
    public void Post_NotAMember_IsRefused()
    {
        Assert.Equal(ChatErrorCode.NotAMember, _room.Post("cid", "k").Refusal?.Code);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Post_UnknownGateway_IsDetached()
    {
        Assert.Same(RoomRefusals.Detached, _room.Post("ann", "k", gateway: "gateway-3").Refusal);
        Assert.Same(RoomRefusals.Detached, new RoomDriver().Post("ann", "k").Refusal);
    }

    [Fact]
    public void Post_MoreThanTheRingHolds_KeepsTheLastHundred()
    {
        _room.PostMany("ann", 250);
        Assert.Equal(Enumerable.Range(153, 100).Select(seq => RoomDriver.Before + seq), _room.Fetch("ann", limit: 1000).Value!.Entries.Select(message => message.Seq));
    }

    [Fact]
    public void Post_MoreBytesThanTheRoomKeeps_ForgetsTheOldest()
    {
        var room = new RoomDriver(new RoomLimits { RingBytes = 20 });
        room.Join("ann");
        room.Post("ann", "1", "12345");
        room.Post("ann", "2", "12345");
        Assert.Equal(2, room.Fetch("ann").Value!.Entries.Length);
        room.Post("ann", "3", "1");
        Assert.Equal(["2", "3"], room.Fetch("ann").Value!.Entries.Select(message => message.Key));
    }
}
