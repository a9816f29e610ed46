using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Tests.Generating;

public sealed class RoomTallyTests
{
    [Fact]
    public void Deliver_EverythingToEverybodyInOneOrder_IsClean()
    {
        var tally = Play(2, sent: 3, (0, 2), (1, 2), (0, 1), (0, 3), (1, 1), (1, 3));

        Assert.Equal((6, 0, 0, 0), (tally.Delivered, tally.Twice, tally.Disagreeing, tally.Lost(_ => true)));
    }

    [Fact]
    public void Deliver_AMessageAgain_IsTwiceAndNothingElse()
    {
        var tally = Play(2, sent: 1, (0, 1), (1, 1), (1, 1));

        Assert.Equal((2, 1, 0, 0), (tally.Delivered, tally.Twice, tally.Disagreeing, tally.Lost(_ => true)));
    }

    [Fact]
    public void Deliver_TwoInAnotherOrder_IsOneMemberThatDisagrees()
    {
        var tally = Play(3, sent: 2, (0, 1), (0, 2), (1, 2), (1, 1), (2, 1), (2, 2));

        Assert.Equal((1, 0), (tally.Disagreeing, tally.Lost(_ => true)));
    }

    [Fact]
    public void Lost_WhoIsGone_LacksNothing()
    {
        var tally = Play(3, sent: 2, (0, 1), (0, 2), (1, 1));

        Assert.Equal((3, 1), (tally.Lost(_ => true), tally.Lost(member => member != 2)));
    }

    [Fact]
    public void Deliver_NumbersBeyondAWord_AreToldApart()
    {
        var tally = new RoomTally(1);
        for (var number = 1; number <= 200; number++)
        {
            tally.Deliver(0, tally.Send());
        }

        tally.Deliver(0, 136);
        Assert.Equal((200, 1), (tally.Delivered, tally.Twice));
    }

    private static RoomTally Play(int members, int sent, params (int Member, int Number)[] deliveries)
    {
        var tally = new RoomTally(members);
        for (var message = 0; message < sent; message++)
        {
            tally.Send();
        }

        foreach (var (member, number) in deliveries)
        {
            tally.Deliver(member, number);
        }

        return tally;
    }
}
