using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomJoinTests
{
    private readonly RoomDriver _room = new();

    [Fact]
    public void Join_FirstMember_AnswersTheRoomAndTellsIt()
    {
        var snapshot = _room.Join("ann").Value!;
        Assert.Equal((RoomDriver.Epoch, RoomDriver.Before + 1, 1), (snapshot.Epoch, snapshot.Head, snapshot.MemberCount));
        Assert.Equal([new RoomMember(Sample.Person("ann"), ReadSeq: RoomDriver.Before, RoomRole.Owner)], snapshot.Members);
        Assert.Empty(snapshot.Entries);
        var joined = Assert.IsType<MemberJoined>(Assert.Single(_room.Take()));
        Assert.Equal(
            new MemberJoined
            {
                Room = Sample.Room, Epoch = RoomDriver.Epoch, Seq = RoomDriver.Before + 1, Clock = snapshot.Clock, At = _room.Now,
                Member = Sample.Person("ann"), MemberCount = 1, Role = RoomRole.Owner,
            },
            joined);
    }

    [Fact]
    public void Join_SameConnectionAgain_TellsNobodyAndTakesNoNumber()
    {
        _room.Join("ann");
        _room.Take();
        var again = _room.Join("ann").Value!;
        Assert.Equal((RoomDriver.Before + 1, 1), (again.Head, again.MemberCount));
        Assert.Empty(_room.Take());
        _room.Leave("ann");
        Assert.True(_room.Room.IsEmpty);
    }

    [Fact]
    public void Join_SecondDevice_IsNoSecondMember()
    {
        _room.Join("ann");
        _room.Take();
        var second = _room.Join("ann", number: 2, gateway: RoomDriver.There).Value!;
        Assert.Equal((RoomDriver.Before + 1, 1), (second.Head, second.MemberCount));
        Assert.Empty(_room.Take());
        Assert.Equal(2, _room.Room.Gateways.Count);
    }

    [Fact]
    public void Join_AfterMessages_AnswersTheLastOfThem()
    {
        _room.Join("ann");
        _room.PostMany("ann", 5);
        var snapshot = _room.Join("bob", history: 2).Value!;
        Assert.Equal(RoomDriver.Before + 7, snapshot.Head);
        Assert.Equal([RoomDriver.Before + 5, RoomDriver.Before + 6], snapshot.Entries.Select(message => message.Seq));
        Assert.Equal(RoomDriver.Before + 6, snapshot.Members.Single(member => member.Person.Id.Value == "bob").ReadSeq);
    }

    [Fact]
    public void Join_RoomFull_IsRefusedAndChangesNothing()
    {
        var room = new RoomDriver(new RoomLimits { Members = 2 });
        room.Join("ann");
        room.Join("bob");
        room.Take();
        var refusal = room.Join("cid").Refusal!;
        Assert.Equal((ChatErrorCode.RoomFull, 2), (refusal.Code, refusal.Limit));
        Assert.Empty(room.Take());
        Assert.Equal(RoomDriver.Before + 2, room.Room.Head);
    }

    [Fact]
    public void Join_RoomFull_TakesAnotherDeviceOfAMember()
    {
        var room = new RoomDriver(new RoomLimits { Members = 1 });
        room.Join("ann");
        Assert.NotNull(room.Join("ann", number: 2).Value);
    }

    [Fact]
    public void Join_RoomFullUntilOneLeaves_TakesTheNext()
    {
        var room = new RoomDriver(new RoomLimits { Members = 2 });
        room.Join("ann");
        room.Join("bob");
        room.Leave("ann");
        Assert.NotNull(room.Join("cid").Value);
    }

    [Fact]
    public void Join_GatewayHoldsMembersThatTheRoomNeverHeardOf_IsDetached()
    {
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Take();
        Assert.Same(RoomRefusals.Detached, _room.Join("ann", holdsMembers: true).Refusal);
        Assert.Empty(_room.Take());
        Assert.Equal(1, _room.Members("bob", gateway: RoomDriver.There).Value!.Count);
    }

    [Fact]
    public void Join_GatewayHoldsMembersThatTheRoomKnows_IsTaken()
    {
        _room.Join("bob");
        Assert.NotNull(_room.Join("ann", holdsMembers: true).Value);
    }

    [Fact]
    public void Join_GatewayHoldsNobody_IsTakenByAnyActivation() => Assert.NotNull(_room.Join("ann", holdsMembers: false).Value);

    [Fact]
    public void Join_MoreMembersThanTheSnapshotHolds_CountsThemAll()
    {
        var room = new RoomDriver(new RoomLimits { MembersInSnapshot = 2 });
        room.Join("ann");
        room.Join("bob");
        var snapshot = room.Join("cid").Value!;
        Assert.Equal(["ann", "bob"], snapshot.Members.Select(member => member.Person.Id.Value));
        Assert.Equal(3, snapshot.MemberCount);
    }
}
