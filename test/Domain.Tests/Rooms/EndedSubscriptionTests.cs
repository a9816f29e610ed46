using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Calls overtake each other: what is said of a stay that has ended changes nothing.</summary>
public sealed class EndedSubscriptionTests
{
    private readonly RoomDriver _room = new();

    [Fact]
    public void Join_AfterItsOwnLeave_IsRefused()
    {
        _room.Join("bob");
        _room.Room.Leave(Sample.Subscription("ann"), new UserId("ann"), LeaveReason.Disconnected, _room.Now);
        Assert.Same(RoomRefusals.Ended, Late("ann").Refusal);
        Assert.DoesNotContain(_room.Take(), told => told is MemberJoined { Member.Id.Value: "ann" });
    }

    [Fact]
    public void Join_AfterTheLeaveThatForgotTheRoom_IsRefused()
    {
        _room.Join("ann");
        _room.Leave("ann");
        Assert.Same(RoomRefusals.Ended, Late("ann").Refusal);
        Assert.True(_room.Room.IsForgotten);
    }

    [Fact]
    public void Leave_OfAnEarlierStay_EndsOnlyThat()
    {
        _room.Join("ann");
        _room.Leave("ann");
        _room.Join("ann");
        _room.Take();
        _room.Room.Leave(Sample.Subscription("ann"), new UserId("ann"), LeaveReason.Left, _room.Now);
        Assert.Empty(_room.Take());
        Assert.False(_room.Room.IsEmpty);
    }

    [Fact]
    public void Attach_HoldsASubscriptionThatHasEnded_DoesNotBringItBack()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Leave("ann");
        _room.Take();
        var catchUp = _room.Attach(Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, _room.Room.Head, ["ann", "bob"]));
        Assert.Empty(_room.Take());
        Assert.Equal(["bob"], catchUp.Members.Select(member => member.Person.Id.Value));
    }

    [Fact]
    public void Attach_WithoutAMemberWhoIsThere_MayBringHimBackLater()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Attach(Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, _room.Room.Head, ["bob"]));
        _room.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains(_room.Take(), told => told is MemberLeft { Member.Id.Value: "ann" });
        _room.Attach(Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, _room.Room.Head, ["ann", "bob"]));
        Assert.Contains(_room.Take(), told => told is MemberJoined { Member.Id.Value: "ann" });
    }

    [Fact]
    public void Join_AfterSoManyOthersEnded_IsTakenInAgain()
    {
        _room.Join("bob");
        for (var number = 1; number <= 65; number++)
        {
            _room.Room.Leave(Sample.Subscription("ann", number), new UserId("ann"), LeaveReason.Left, _room.Now);
        }

        Assert.NotNull(_room.Room.Join(new JoinRoom(Sample.Subscription("ann", 1), null!, Sample.Person("ann"), 10), _room.Now).Value);
        Assert.Same(RoomRefusals.Ended, _room.Room.Join(new JoinRoom(Sample.Subscription("ann", 2), null!, Sample.Person("ann"), 10), _room.Now).Refusal);
    }

    /// <summary>The join of the first stay, whenever it comes.</summary>
    private Reply<RoomSnapshot> Late(string user) =>
        _room.Room.Join(new JoinRoom(Sample.Subscription(user), null!, Sample.Person(user), History: 10), _room.Now);
}
