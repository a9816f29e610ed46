using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomLeaveTests
{
    private readonly RoomDriver _room = new();

    [Fact]
    public void Leave_LastConnection_TellsTheOthersAtOnce()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Take();
        _room.Leave("bob");
        var left = Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Equal(
            (RoomDriver.Before + 3, Sample.Person("bob"), LeaveReason.Left, 1), (left.Seq, left.Member, left.Reason, left.MemberCount));
    }

    [Fact]
    public void Leave_OneOfTwoDevices_TellsNobody()
    {
        _room.Join("ann");
        _room.Join("ann", number: 2);
        _room.Take();
        _room.Leave("ann");
        Assert.Empty(_room.Take());
        Assert.NotNull(_room.Post("ann", "k").Value);
    }

    [Fact]
    public void Leave_ConnectionThatNeverJoined_ChangesNothing()
    {
        _room.Join("ann");
        _room.Take();
        _room.Leave("ann", number: 2);
        _room.Leave("bob");
        Assert.Empty(_room.Take());
        Assert.Equal(RoomDriver.Before + 1, _room.Room.Head);
    }

    [Fact]
    public void Leave_LastMember_ForgetsEverythingInTheSameTurn()
    {
        _room.Join("ann");
        _room.Post("ann", "k", "secret");
        _room.Type("ann");
        _room.Leave("ann");
        Assert.True(_room.Room.IsEmpty);
        Assert.True(_room.Room.IsForgotten);
        Assert.Empty(_room.Room.Tail);
        Assert.Empty(_room.Room.Pending);
        Assert.Empty(_room.Room.Gateways);
        Assert.Null(_room.Room.NextExpiry);
        Assert.Empty(_room.Join("bob").Value!.Entries);
    }

    [Fact]
    public void Leave_LastMember_NumbersAndClockGoOn()
    {
        _room.Join("ann");
        var before = _room.Post("ann", "k").Value!;
        _room.Leave("ann");
        var snapshot = _room.Join("ann").Value!;
        Assert.Equal(before.Seq + 1, snapshot.Head);
        Assert.True(snapshot.Clock > before.Clock, $"{snapshot.Clock} is not above {before.Clock}.");
    }

    [Fact]
    public void Leave_LastMember_ForgetsTheKeysToo()
    {
        _room.Join("ann");
        _room.Post("ann", "k", "one");
        _room.Leave("ann");
        _room.Join("ann");
        Assert.False(_room.Post("ann", "k", "two").Value!.Duplicate);
    }

    [Fact]
    public void Leave_LastMember_RangeBelowIsEvicted()
    {
        // Who stands at the second number would otherwise take the answer for complete, and miss what was forgotten at the third.
        _room.Join("ann");
        _room.PostMany("ann", 2);
        _room.Leave("ann");
        _room.Join("ann");
        _room.PostMany("ann", 1);
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("ann", after: RoomDriver.Before + 2).Refusal?.Code);
        Assert.Equal([RoomDriver.Before + 5], _room.Fetch("ann", after: RoomDriver.Before + 3).Value!.Entries.Select(message => message.Seq));
    }
}
