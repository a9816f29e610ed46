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
        Assert.Equal((RoomDriver.Epoch, 1L, 1), (snapshot.Epoch, snapshot.Head, snapshot.MemberCount));
        Assert.Equal([new RoomMember(Sample.Person("ann"), ReadSeq: 0)], snapshot.Members);
        Assert.Empty(snapshot.Messages);
        var joined = Assert.IsType<MemberJoined>(Assert.Single(_room.Take()));
        Assert.Equal(
            new MemberJoined
            {
                Room = Sample.Room, Epoch = RoomDriver.Epoch, Seq = 1, Clock = snapshot.Clock, At = _room.Now,
                Member = Sample.Person("ann"), MemberCount = 1,
            },
            joined);
    }

    [Fact]
    public void Join_SameConnectionAgain_TellsNobodyAndTakesNoNumber()
    {
        _room.Join("ann");
        _room.Take();
        var again = _room.Join("ann").Value!;
        Assert.Equal((1L, 1), (again.Head, again.MemberCount));
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
        Assert.Equal((1L, 1), (second.Head, second.MemberCount));
        Assert.Empty(_room.Take());
        Assert.Equal(2, _room.Room.Gateways.Count);
    }

    [Fact]
    public void Join_AfterMessages_AnswersTheLastOfThem()
    {
        _room.Join("ann");
        _room.PostMany("ann", 5);
        var snapshot = _room.Join("bob", history: 2).Value!;
        Assert.Equal(7, snapshot.Head);
        Assert.Equal([5L, 6L], snapshot.Messages.Select(message => message.Seq));
        Assert.Equal(6, snapshot.Members.Single(member => member.Person.Id.Value == "bob").ReadSeq);
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
        Assert.Equal(2, room.Room.Head);
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

    [Theory]
    [InlineData(0, true)]
    [InlineData(RoomDriver.Epoch, true)]
    [InlineData(RoomDriver.Epoch - 1, false)]
    [InlineData(RoomDriver.Epoch + 1, false)]
    public void Join_KnownEpoch_IsDetachedUnlessItIsThisOne(long known, bool taken)
    {
        var reply = _room.Join("ann", knownEpoch: known);
        Assert.Equal(taken, reply.Value is not null);
        Assert.Equal(taken ? null : RoomRefusals.Detached, reply.Refusal);
        Assert.Equal(!taken, _room.Room.IsEmpty);
    }

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
