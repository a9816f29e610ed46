using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Tests.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Fanout;

public sealed class EncodedEventTests
{
    [Fact]
    public void For_Others_IsOneFrameForAllOfThem()
    {
        var encoded = new EncodedEvent(Events.Message(1));

        Assert.Same(encoded.For(Events.Bob.Id), encoded.For(Events.Carl.Id));
    }

    [Fact]
    public void For_Author_IsAnotherFrameAndTheSameForAllOfTheAuthorsConnections()
    {
        var encoded = new EncodedEvent(Events.Message(1));

        Assert.Same(encoded.For(Events.Ann.Id), encoded.For(Events.Ann.Id));
        Assert.NotSame(encoded.For(Events.Ann.Id), encoded.For(Events.Bob.Id));
    }

    [Fact]
    public void For_Typing_IsNotForTheTypist()
    {
        var encoded = new EncodedEvent(Events.Typing(Events.Ann));

        Assert.Null(encoded.For(Events.Ann.Id));
        Assert.NotNull(encoded.For(Events.Bob.Id));
    }

    [Theory]
    [InlineData(LeaveReason.Left, "left")]
    [InlineData(LeaveReason.Disconnected, "disconnected")]
    public void Of_MemberLeft_NamesTheReason(LeaveReason reason, string expected)
    {
        var left = new MemberLeft
        {
            Room = Events.Room, Epoch = 5, Seq = 6, Clock = 7, At = 8, Member = Events.Ann, Reason = reason, MemberCount = 3,
        };

        Assert.Equal(new LeftFrame("A", 5, 6, 7, 8, new UserInfo("ann", "Ann"), expected, 3), Frames.Of(left));
    }
}
