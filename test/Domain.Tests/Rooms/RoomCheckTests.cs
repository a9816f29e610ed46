using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomCheckTests
{
    private static readonly SubscriptionId Ann = Sample.Subscription("ann");
    private static readonly SubscriptionId Bob = Sample.Subscription("bob");

    private readonly RoomDriver _room = new();

    public RoomCheckTests()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Join("cid", gateway: RoomDriver.There);
    }

    [Fact]
    public void Check_SameConnectionsAndEpoch_Matches()
    {
        Assert.True(_room.Check(RoomDriver.Here, Head, Ann, Bob));
        Assert.True(_room.Check(RoomDriver.Here, Head, Bob, Ann));
        Assert.True(_room.Check("gateway-3", Head));
    }

    [Fact]
    public void Check_Position_IsAnsweredWithTheRooms() =>
        Assert.Equal(Head, _room.Room.Check(new CheckGateway(new GatewayId(RoomDriver.Here), default, 0, 0)).Position);

    [Fact]
    public void Check_BehindInTheSameEpoch_Matches() =>
        Assert.True(_room.Check(RoomDriver.Here, new Position(RoomDriver.Epoch, RoomDriver.Before), Ann, Bob));

    [Fact]
    public void Check_AnotherEpoch_DoesNotMatch() =>
        Assert.False(_room.Check(RoomDriver.Here, new Position(RoomDriver.Epoch - 1, _room.Room.Head), Ann, Bob));

    [Fact]
    public void Check_OtherConnections_DoNotMatch()
    {
        Assert.False(_room.Check(RoomDriver.Here, Head, Ann));
        Assert.False(_room.Check(RoomDriver.Here, Head, Ann, Bob, Sample.Subscription("cid")));
        Assert.False(_room.Check(RoomDriver.Here, Head, Ann, Sample.Subscription("bob", number: 2)));
        Assert.False(_room.Check(RoomDriver.Here, Head));
        Assert.False(_room.Check("gateway-3", Head, Ann));
    }

    [Fact]
    public void Check_AfterConnectionsWentAndCame_FollowsThem()
    {
        _room.Drop("bob");
        Assert.True(_room.Check(RoomDriver.Here, Head, Ann));
        _room.Join("bob", number: 2);
        Assert.True(_room.Check(RoomDriver.Here, Head, Ann, Sample.Subscription("bob", number: 2)));
        _room.Drop("ann");
        _room.Drop("bob", number: 2);
        Assert.True(_room.Check(RoomDriver.Here, Head));
    }

    private Position Head => new(RoomDriver.Epoch, _room.Room.Head);
}
