using OrleansChat.History.Tests.Reference;

namespace OrleansChat.History.Tests;

/// <summary>A correct chat is never accused, and each of the twelve bugs is called by its name.</summary>
public sealed class SeededBugsTests
{
    private const int Seeds = 100;

    /// <summary>Not every seed lets every bug do harm: a frame may be left out for one who goes anyway.</summary>
    private const int Harmed = 25;

    [Fact]
    public void Run_CorrectChat_FindsNothingInAThousandSeeds()
    {
        var happened = new Dictionary<string, int>();
        for (var seed = 0; seed < 1000; seed++)
        {
            var chat = new ReferenceChat(seed).Run();
            Assert.True(chat.Findings.Total == 0, $"seed {seed}: {string.Join("; ", chat.Findings.First)}");
            foreach (var (what, times) in chat.Happened)
            {
                happened[what] = happened.GetValueOrDefault(what) + times;
            }
        }

        // A clean history says something only if all of this was in it.
        string[] expected = ["crash", "digest", "drop", "expire", "join", "leave", "resume", "retry", "send"];
        Assert.Equal(expected, happened.Where(entry => entry.Value > 300).Select(entry => entry.Key).Order());
    }

    [Theory]
    [InlineData(Bug.Drop, ViolationKind.Lost)]
    [InlineData(Bug.Duplicate, ViolationKind.Twice)]
    [InlineData(Bug.Swap, ViolationKind.OutOfOrder)]
    [InlineData(Bug.Regress, ViolationKind.OutOfOrder)]
    [InlineData(Bug.CrossRoom, ViolationKind.Foreign)]
    [InlineData(Bug.ResurrectAfterClear, ViolationKind.Resurrected)]
    [InlineData(Bug.AcknowledgeThenLose, ViolationKind.Lost)]
    [InlineData(Bug.Leak, ViolationKind.Leaked)]
    [InlineData(Bug.WrongKeyWindow, ViolationKind.KeyWindow)]
    [InlineData(Bug.PhantomMember, ViolationKind.PhantomMember)]
    [InlineData(Bug.ReorderPerSender, ViolationKind.SenderOrder)]
    [InlineData(Bug.OverLimit, ViolationKind.OverLimit)]
    public void Run_OneBug_IsNamed(Bug bug, ViolationKind kind)
    {
        var runs = Enumerable.Range(0, Seeds).Select(seed => (Seed: seed, new ReferenceChat(seed, bug).Run().Findings)).ToArray();
        var named = runs.Count(run => run.Findings.Count(kind) > 0);
        var misnamed = runs.Where(run => run.Findings.Total > 0 && run.Findings.Count(kind) == 0).ToArray();

        Assert.True(
            named >= Harmed && misnamed.Length == 0,
            $"{bug} was named in {named} of {Seeds} seeds, and called something else in {misnamed.Length}: {string.Join("; ", misnamed.Take(2).Select(run => $"seed {run.Seed}: {run.Findings.First[0]}"))}");
    }
}
