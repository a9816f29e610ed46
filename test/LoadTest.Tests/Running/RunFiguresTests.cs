using OrleansChat.History;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Tests.Running;

public sealed class RunFiguresTests
{
    [Fact]
    public void Merge_TwoProcesses_AddsEveryCount()
    {
        var merged = RunFigures.Merge([Figures(1), Figures(100)]);

        // Each property has another number, so that none can be taken for another or be left out.
        Assert.All(Numbers(merged.Counts), number => Assert.Equal(101 * number.Place, number.Value));
        Assert.All(Numbers(merged.Comebacks.Counts), number => Assert.Equal(101 * number.Place, number.Value));
        Assert.Equal([5L, 1, 500, 1], merged.Deliveries.Buckets);
        Assert.Equal([6L, 1, 600, 1], merged.Acknowledgements.Buckets);
        Assert.Equal([7L, 1, 700, 1], merged.Connects.Buckets);
        Assert.Equal([8L, 1, 800, 1], merged.Comebacks.Returns.Buckets);
        Assert.Equal((ActionKind.Edit, 1010, 808, 202, 909), Values(merged.Actions.Tallies[0]));
        Assert.Equal([9L, 1, 900, 1], merged.Actions.Tallies[0].Answers.Buckets);
        Assert.Equal([ActionKind.Edit, ActionKind.Rejoin], merged.Actions.Tallies.Select(tally => tally.Kind));
        Assert.Equal((101, 707), (merged.Actions.Tallies[1].Done, merged.Actions.StoodIn));
        Assert.Equal(101, merged.Errors["RATE_LIMITED"]);
        Assert.Equal((1, 100), (merged.Errors["ONLY_1"], merged.Errors["ONLY_100"]));
        Assert.Equal([1.0, 100.0], merged.Usage.Select(process => process.Seconds));
    }

    [Fact]
    public void Merge_Violations_NamesThoseOfAll()
    {
        var merged = RunFigures.Merge([Figures(1), Figures(100)]).Violations;

        Assert.Equal((101, 101), (merged.Total, merged.Of(ViolationKind.Lost)));
        Assert.Equal(["lost: 1", "lost: 100"], merged.First);
    }

    [Fact]
    public void Merge_SameLossSeenByTwo_IsOne()
    {
        var merged = ServerLoss.Merge(
        [
            new("a:1", 10_000_000, 11_000_000), new("a:1", 13_000_000, 14_000_000), new("b:1", 13_000_000, 13_000_000), new("a:1", 30_000_000, 30_000_000),
        ]);

        Assert.Equal([new("a:1", 10_000_000, 14_000_000), new("b:1", 13_000_000, 13_000_000), new("a:1", 30_000_000, 30_000_000)], merged);
    }

    internal static RunFigures Figures(long factor) => new(
        Filled<RunCounts>(factor),
        Counts(5 * factor),
        Counts(6 * factor),
        Counts(7 * factor),
        new ComebackResult(Filled<ComebackCounts>(factor), Counts(8 * factor), []),
        new ActionResult(
            [
                new(ActionKind.Edit, 10 * factor, 8 * factor, 2 * factor, 9 * factor, Counts(9 * factor)),
                new(ActionKind.Rejoin, factor, factor, 0, 0, HistogramCounts.None),
            ],
            7 * factor),
        new Dictionary<string, long> { ["RATE_LIMITED"] = factor, [$"ONLY_{factor}"] = factor },
        new ViolationCounts(new Dictionary<ViolationKind, long> { [ViolationKind.Lost] = factor }, [$"lost: {factor}"]),
        [new ShareUsage(factor, 2 * factor, new ProcessUsage(3 * factor, 4 * factor), null)]);

    private static (ActionKind, long, long, long, long) Values(ActionTally tally) => (tally.Kind, tally.Done, tally.Acknowledged, tally.Refused, tally.Told);

    private static HistogramCounts Counts(long microseconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(microseconds);
        return histogram.Counts();
    }

    /// <summary>Counts of which the first is the factor, the second twice the factor, and so on.</summary>
    private static T Filled<T>(long factor)
        where T : struct
    {
        object counts = default(T);
        foreach (var (property, place) in typeof(T).GetProperties().Select((property, index) => (property, index + 1)))
        {
            property.SetValue(counts, place * factor);
        }

        return (T)counts;
    }

    private static IEnumerable<(int Place, long Value)> Numbers<T>(T counts) =>
        typeof(T).GetProperties().Select((property, index) => (index + 1, (long)property.GetValue(counts)!));
}
