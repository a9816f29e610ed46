using OrleansChat.Contracts;
using OrleansChat.Simulation.Clients;

namespace OrleansChat.Simulation.Tests.Clients;

public sealed class RoomViewTests
{
    private readonly List<long> _shown = [];
    private readonly RoomView _view;

    public RoomViewTests()
    {
        _view = new RoomView(frame => _shown.Add(frame.Seq));
        _view.Replace(new Joined("A", 1, 10, 10, Ann, [Ann], 1, [], []));
    }

    private static MemberInfo Ann => new("user0", "Ann", "member");

    [Fact]
    public void Take_Next_IsShown()
    {
        Assert.Equal(ViewNeeds.Nothing, _view.Take(Message(11)));
        Assert.Equal([11], _shown);
    }

    [Fact]
    public void Take_Lower_IsDropped()
    {
        Assert.Equal(ViewNeeds.Nothing, _view.Take(Message(10)));
        Assert.Empty(_shown);
    }

    [Fact]
    public void Take_Higher_IsHeldUntilTheNextComes()
    {
        Assert.Equal(ViewNeeds.Hold, _view.Take(Message(12)));
        Assert.Empty(_shown);
        Assert.Equal(ViewNeeds.Nothing, _view.Take(Message(11)));
        Assert.Equal([11, 12], _shown);
    }

    [Fact]
    public void Take_PageOfWhatIsMissing_ReachesItsHeadAndAsksForMembers()
    {
        _view.Take(Message(13));

        Assert.Equal(ViewNeeds.Members, _view.Take(new MessagePage("A", 1, 13, [Message(11), Message(13)], HasMore: false)));
        Assert.False(_view.IsHolding);
        Assert.Equal([11, 13], _view.Messages.Keys);
        Assert.Equal(13, _view.Position.Seq);
    }

    [Fact]
    public void Take_NewEpoch_GoesOnBehindItsHead()
    {
        _view.Take(new EpochFrame("A", 2, 2048, true, []));

        Assert.Equal(ViewNeeds.Nothing, _view.Take(Message(11)));
        Assert.Equal(ViewNeeds.Nothing, _view.Take(Message(2049, epoch: 2)));
        Assert.Equal([2049], _shown);
    }

    [Fact]
    public void Take_FrameOfAnUnknownEpoch_IsHeld() => Assert.Equal(ViewNeeds.Hold, _view.Take(Message(2049, epoch: 2)));

    [Fact]
    public void Take_GapAndResync_AskForASearchAndAJoin()
    {
        Assert.Equal(ViewNeeds.Search, _view.Take(new GapFrame("A", 11, 12)));
        Assert.Equal(ViewNeeds.Join, _view.Take(new ResyncFrame("A", "")));
    }

    private static MessageFrame Message(long seq, long epoch = 1) => new("A", epoch, seq, seq, 0, $"{seq}", new UserInfo("user0", "Ann"), "hello", "text");
}
