using OrleansChat.Contracts;
using OrleansChat.LoadTest.Scenarios.SlowReader;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class LadderTests
{
    private static readonly Frame Digest = new DigestFrame("ROOM", 1, 20, 10);

    private static readonly Frame Bye = new ByeFrame(ChatErrorCode.Overloaded, "This connection reads too slowly.", "resume");

    [Fact]
    public void Missing_EachStepInOrder_Nothing()
    {
        var ladder = Told(new SlowFrame(SlowFrame.Signals), new TypingFrame("ROOM", new UserInfo("u", "u"), On: true), new SlowFrame(SlowFrame.Receipts), Digest, Digest, new SlowFrame(SlowFrame.None));

        Assert.Empty(ladder.Missing());
        Assert.Equal(["signals", "receipts", "digest", "digest", "none"], ladder.Events.Select(told => told.Step));
        Assert.Equal("10 left out", ladder.Events[2].Detail);
    }

    [Fact]
    public void Missing_NothingTold_NamesEveryStep() => Assert.Equal(3, Told().Missing().Count());

    [Fact]
    public void Missing_DigestBeforeTheSteps_NamesTheDigest()
    {
        var ladder = Told(Digest, new SlowFrame(SlowFrame.Signals), new SlowFrame(SlowFrame.Receipts));

        Assert.Equal(["The slow member was not told 'digest' after 'receipts'."], ladder.Missing());
    }

    [Fact]
    public void Missing_CutOffWithoutAWord_SaysSo()
    {
        var ladder = Told(new SlowFrame(SlowFrame.Signals), new SlowFrame(SlowFrame.Receipts), Digest);
        ladder.Ended("The connection broke.", 40);
        ladder.Ended("The connection broke.", 41);

        Assert.Equal(["The slow member's connection ended without goodbye: The connection broke."], ladder.Missing());
        Assert.Equal(4, ladder.Events.Count);
    }

    [Fact]
    public void Missing_EndedWithGoodbye_Nothing()
    {
        var ladder = Told(new SlowFrame(SlowFrame.Signals), new SlowFrame(SlowFrame.Receipts), Digest, Bye);
        ladder.Ended("The server closed the connection.", 40);

        Assert.Empty(ladder.Missing());
        Assert.Equal("bye", ladder.Events[^1].Step);
    }

    private static Ladder Told(params Frame[] frames)
    {
        var ladder = new Ladder();
        for (var at = 0; at < frames.Length; at++)
        {
            ladder.Add(frames[at], at);
        }

        return ladder;
    }
}
