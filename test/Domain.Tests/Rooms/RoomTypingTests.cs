using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomTypingTests
{
    private readonly RoomDriver _room = new();

    public RoomTypingTests()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Take();
    }

    [Fact]
    public void SetTyping_Begins_TellsOnceAndTakesNoNumber()
    {
        Assert.NotNull(_room.Type("ann").Value);
        AssertTyping("ann", on: true);
        Assert.Equal(RoomDriver.Before + 2, _room.Room.Head);
        Assert.Equal(_room.Now + 5000, _room.Room.NextExpiry);
    }

    [Fact]
    public void SetTyping_Renewed_IsSilentAndLastsOn()
    {
        _room.Type("ann");
        _room.Take();
        _room.Now += 4000;
        _room.Type("ann");
        Assert.Empty(_room.Take());
        _room.Now += 4999;
        Expire();
        Assert.Empty(_room.Take());
        _room.Now += 1;
        Expire();
        AssertTyping("ann", on: false);
    }

    [Fact]
    public void SetTyping_Off_TellsOnlyWhoTyped()
    {
        _room.Type("ann");
        _room.Take();
        _room.Type("bob", on: false);
        Assert.Empty(_room.Take());
        _room.Type("ann", on: false);
        AssertTyping("ann", on: false);
        Assert.Null(_room.Room.NextExpiry);
    }

    [Fact]
    public void Expire_Silent_TellsOnce()
    {
        _room.Type("ann");
        _room.Take();
        _room.Now += 5000;
        Expire();
        AssertTyping("ann", on: false);
        Expire();
        Assert.Empty(_room.Take());
        Assert.Null(_room.Room.NextExpiry);
    }

    [Fact]
    public void Post_ByTheTypist_EndsTypingWithoutAFrame()
    {
        _room.Type("ann");
        _room.Take();
        _room.Post("ann", "k");
        Assert.IsType<MessagePosted>(Assert.Single(_room.Take()));
        Assert.Null(_room.Room.NextExpiry);
        _room.Type("ann");
        AssertTyping("ann", on: true);
    }

    [Fact]
    public void Post_ByAnother_LeavesTypingAlone()
    {
        _room.Type("ann");
        _room.Post("bob", "k");
        Assert.NotNull(_room.Room.NextExpiry);
    }

    [Fact]
    public void Leave_Typist_EndsTypingWithoutAFrame()
    {
        _room.Type("ann");
        _room.Take();
        _room.Leave("ann");
        Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Null(_room.Room.NextExpiry);
    }

    [Fact]
    public void SetTyping_NotAMember_IsRefused()
    {
        Assert.Equal(ChatErrorCode.NotAMember, _room.Type("cid").Refusal?.Code);
        Assert.Same(RoomRefusals.Detached, _room.Type("ann", gateway: "gateway-3").Refusal);
        Assert.Empty(_room.Take());
    }

    private void Expire() => _room.Expire();

    private void AssertTyping(string user, bool on) => Assert.Equal(
        new TypingChanged { Room = Sample.Room, Epoch = RoomDriver.Epoch, Member = Sample.Person(user), On = on }, Assert.Single(_room.Take()));
}
