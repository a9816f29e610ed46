using OrleansChat.LoadTest.Connections;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class OpenSendsTests
{
    private readonly OpenSends _sends = new();

    [Fact]
    public void TakeWaiting_ConnectionEnded_GivesWhatWasUnderWayAsRepeatsInOrder()
    {
        _sends.Add(7, due: 70, isUnderWay: true);
        _sends.Add(3, due: 30, isUnderWay: true);
        Assert.Equal(2, _sends.InterruptAll());

        Assert.Equal([(3, 30, true), (7, 70, true)], _sends.TakeWaiting());
        Assert.Empty(_sends.TakeWaiting());
    }

    [Fact]
    public void TakeWaiting_NeverSent_IsNoRepeat()
    {
        _sends.Add(1, due: 10, isUnderWay: false);
        Assert.Equal(0, _sends.InterruptAll());

        Assert.Equal([(1, 10, false)], _sends.TakeWaiting());
    }

    [Fact]
    public void TakeWaiting_OneWasInterrupted_LeavesTheOthersUnderWay()
    {
        _sends.Add(1, due: 10, isUnderWay: true);
        _sends.Add(2, due: 20, isUnderWay: true);
        _sends.Interrupt(2);

        Assert.Equal([(2, 20, true)], _sends.TakeWaiting());
    }

    [Fact]
    public void Remove_HasItsOutcome_IsNotSentAgain()
    {
        _sends.Add(1, due: 10, isUnderWay: true);

        Assert.True(_sends.Remove(1));
        Assert.False(_sends.Remove(1));
        Assert.Equal(0, _sends.InterruptAll());
        Assert.Empty(_sends.TakeWaiting());
    }
}
