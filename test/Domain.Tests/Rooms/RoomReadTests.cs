using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomReadTests
{
    private readonly RoomDriver _room = new();

    public RoomReadTests()
    {
        _room.Join("ann");
        _room.PostMany("ann", 9);
        _room.Take();
    }

    [Theory]
    [InlineData(RoomDriver.Before + 5, RoomDriver.Before + 5)]
    [InlineData(RoomDriver.Before + 10, RoomDriver.Before + 10)]
    [InlineData(RoomDriver.Before + 11, RoomDriver.Before + 10)]
    [InlineData(long.MaxValue, RoomDriver.Before + 10)]
    public void MarkRead_Ahead_MovesAtMostToTheHead(long seq, long expected)
    {
        Assert.NotNull(_room.Read("ann", seq).Value);
        Assert.Equal(
            new ReadMoved { Room = Sample.Room, Epoch = RoomDriver.Epoch, User = new UserId("ann"), Seq = expected }, Assert.Single(_room.Take()));
        Assert.Equal(expected, ReadSeq);
        Assert.Equal(RoomDriver.Before + 10, _room.Room.Head);
    }

    [Theory]
    [InlineData(RoomDriver.Before + 5)]
    [InlineData(RoomDriver.Before + 4)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void MarkRead_NotAhead_IsAcceptedAndSilent(long seq)
    {
        _room.Read("ann", RoomDriver.Before + 5);
        _room.Take();
        Assert.NotNull(_room.Read("ann", seq).Value);
        Assert.Empty(_room.Take());
        Assert.Equal(RoomDriver.Before + 5, ReadSeq);
    }

    [Fact]
    public void MarkRead_NotAMember_IsRefused()
    {
        Assert.Equal(ChatErrorCode.NotAMember, _room.Read("cid", RoomDriver.Before + 5).Refusal?.Code);
        Assert.Same(RoomRefusals.Detached, _room.Read("ann", RoomDriver.Before + 5, gateway: "gateway-3").Refusal);
        Assert.Empty(_room.Take());
    }

    private long ReadSeq => Assert.Single(_room.Members("ann").Value!.Members).ReadSeq;
}
