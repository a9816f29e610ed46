using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A connection that breaks and comes back is nobody's business; one that does not is.</summary>
public sealed class RoomGraceTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly RoomDriver _room = new();

    public RoomGraceTests()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Take();
    }

    [Fact]
    public void Leave_ConnectionDropped_TellsNobodyUntilTheGraceIsOver()
    {
        _room.Drop("bob");
        Assert.Equal(_room.Now + 15_000, _room.Room.NextExpiry);
        _room.Pass(Grace - Tick);
        Assert.Empty(_room.Take());
        Assert.Equal(2, _room.Members("ann").Value!.Count);
        _room.Pass(Tick);
        var left = Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Equal(
            (RoomDriver.Before + 3, "bob", LeaveReason.Disconnected, 1), (left.Seq, left.Member.Id.Value, left.Reason, left.MemberCount));
        Assert.Null(_room.Room.NextExpiry);
    }

    [Fact]
    public void Join_WithinTheGrace_IsSilentAndKeepsTheMarker()
    {
        _room.Read("bob", RoomDriver.Before + 2);
        _room.Take();
        _room.Drop("bob");
        _room.Pass(Grace - Tick);
        var back = _room.Join("bob", number: 2, gateway: RoomDriver.There).Value!;
        Assert.Equal(RoomDriver.Before + 2, back.Members.Single(member => member.Person.Id.Value == "bob").ReadSeq);
        Assert.Null(_room.Room.NextExpiry);
        _room.Pass(Grace);
        Assert.Empty(_room.Take());
        Assert.Equal(2, _room.Members("ann").Value!.Count);
    }

    [Fact]
    public void Join_AfterTheGrace_IsANewMember()
    {
        _room.Drop("bob");
        _room.Pass(Grace);
        _room.Join("bob");
        Assert.Equal([nameof(MemberLeft), nameof(MemberJoined)], _room.Take().Select(roomEvent => roomEvent.GetType().Name));
    }

    [Fact]
    public void Leave_DroppedTwiceWithAReturnBetween_CountsTheGraceAnew()
    {
        _room.Drop("bob");
        _room.Pass(TimeSpan.FromSeconds(10));
        _room.Join("bob");
        _room.Drop("bob");
        _room.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(_room.Take());
        _room.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(_room.Take());
    }

    [Fact]
    public void Leave_OneOfTwoDevicesDropped_DoesNotLinger()
    {
        _room.Join("bob", number: 2);
        _room.Drop("bob");
        Assert.Null(_room.Room.NextExpiry);
        _room.Leave("bob", number: 2);
        Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
    }

    [Fact]
    public void Leave_BothDevicesDroppedOneAfterTheOther_LingersFromTheSecondOn()
    {
        _room.Join("bob", number: 2);
        _room.Drop("bob");
        _room.Pass(TimeSpan.FromSeconds(10));
        _room.Drop("bob", number: 2);
        _room.Pass(Grace - Tick);
        Assert.Empty(_room.Take());
        _room.Pass(Tick);
        Assert.Single(_room.Take());
    }

    [Fact]
    public void Leave_AllDropped_IsForgottenWhenTheGraceIsOver()
    {
        _room.Post("ann", "k", "secret");
        _room.Drop("ann");
        _room.Drop("bob");
        Assert.False(_room.Room.IsForgotten);
        Assert.Empty(_room.Room.Gateways);
        Assert.Single(_room.Kept);
        _room.Pass(Grace);
        Assert.True(_room.Room.IsForgotten);
        Assert.Empty(_room.Kept);
        Assert.Empty(_room.Join("ann").Value!.Entries);
        Assert.False(_room.Post("ann", "k", "other").Value!.Duplicate);
    }

    [Fact]
    public void Leave_LastButTheLingering_KeepsTheRoom()
    {
        _room.Post("ann", "k");
        _room.Drop("bob");
        _room.Leave("ann");
        Assert.False(_room.Room.IsForgotten);
        Assert.Single(_room.Join("bob", number: 2).Value!.Entries);
    }

    [Fact]
    public void Expire_TwoOfThreeGone_AreToldOneAfterTheOther()
    {
        _room.Join("cid");
        _room.Drop("cid");
        _room.Drop("bob");
        _room.Take();
        _room.Pass(Grace);
        Assert.Equal(
            [(RoomDriver.Before + 4, "bob", 1), (RoomDriver.Before + 5, "cid", 1)],
            _room.Take().Cast<MemberLeft>().Select(left => (left.Seq, left.Member.Id.Value, left.MemberCount)));
    }

    [Fact]
    public void Join_RoomFullWithALingeringMember_IsRefused()
    {
        var room = new RoomDriver(new RoomLimits { Members = 1 });
        room.Join("ann");
        room.Drop("ann");
        Assert.Equal(ChatErrorCode.RoomFull, room.Join("bob").Refusal?.Code);
        Assert.NotNull(room.Join("ann", number: 2).Value);
    }

    [Fact]
    public void Leave_DroppedWithoutGrace_IsToldAtOnce()
    {
        var room = new RoomDriver(new RoomLimits { Grace = TimeSpan.Zero });
        room.Join("ann");
        room.Join("bob");
        room.Take();
        room.Drop("bob");
        Assert.Equal(LeaveReason.Disconnected, Assert.IsType<MemberLeft>(Assert.Single(room.Take())).Reason);
    }

    [Fact]
    public void Detach_StaysUpToThatNumber_LingerAsWhoDrops()
    {
        string[] users = ["cid", "dan"];
        Array.Sort(users, (left, right) => NumberOf(left).CompareTo(NumberOf(right)));
        Array.ForEach(users, user => _room.Join(user, gateway: RoomDriver.There));
        _room.Take();

        _room.Detach(RoomDriver.There, upTo: NumberOf(users[1]) - 1);
        Assert.Empty(_room.Take());
        Assert.NotNull(_room.Post(users[1], "k", gateway: RoomDriver.There).Value);
        _room.Take();
        _room.Pass(Grace);

        var left = Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Equal((users[0], LeaveReason.Disconnected), (left.Member.Id.Value, left.Reason));

        static long NumberOf(string user) => Sample.Subscription(user, gateway: RoomDriver.There).Number;
    }

    [Fact]
    public void DropGateway_Connections_AreGoneAtOnce()
    {
        _room.Join("cid", gateway: RoomDriver.There);
        _room.Join("dan", gateway: RoomDriver.There);
        _room.Take();
        _room.DropGateway(RoomDriver.There);
        Assert.Equal(
            [("cid", LeaveReason.Disconnected, 3), ("dan", LeaveReason.Disconnected, 2)],
            _room.Take().Cast<MemberLeft>().Select(left => (left.Member.Id.Value, left.Reason, left.MemberCount)));
        Assert.Equal([new GatewayId(RoomDriver.Here)], _room.Room.Gateways);
    }

    [Fact]
    public void DropGateway_DeviceElsewhere_KeepsItsUser()
    {
        _room.Join("bob", gateway: RoomDriver.There);
        _room.DropGateway(RoomDriver.Here);
        var left = Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Equal("ann", left.Member.Id.Value);
        Assert.NotNull(_room.Post("bob", "k", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void DropGateway_OfTheLastMembers_ForgetsTheRoomAfterTheGrace()
    {
        _room.PostMany("ann", 1);
        _room.Take();
        _room.DropGateway(RoomDriver.Here);
        _room.Pass(Grace - Tick);
        Assert.False(_room.Room.IsForgotten);
        Assert.Single(_room.Kept);
        _room.Pass(Tick);
        Assert.True(_room.Room.IsForgotten);
        Assert.Empty(_room.Kept);
    }

    [Fact]
    public void DropGateway_OfTheLastMembersThatWasOnlyCutOff_LosesNothing()
    {
        var posted = _room.Post("ann", "k").Value!;
        _room.DropGateway(RoomDriver.Here);
        _room.Join("ann", number: 2, resumes: new Position(posted.Epoch, posted.Seq));
        Assert.Equal(posted with { Duplicate = true }, _room.Post("ann", "k").Value);
    }

    [Fact]
    public void DropGateway_OfTheLastMembersWhoComeBackAndLeave_ForgetsTheRoomAtOnce()
    {
        _room.DropGateway(RoomDriver.Here);
        _room.Join("ann", number: 2);
        _room.Join("bob", number: 2);
        _room.Leave("ann", number: 2);
        _room.Leave("bob", number: 2);
        Assert.True(_room.Room.IsForgotten);
    }

    [Fact]
    public void DropGateway_Unknown_ChangesNothing()
    {
        _room.DropGateway("gateway-3");
        Assert.Empty(_room.Take());
        Assert.Equal(2, _room.Members("ann").Value!.Count);
    }
}
