using OrleansChat.Bench.Planning;

namespace OrleansChat.Bench.Tests.Planning;

public sealed class BenchPlanTests
{
    private static readonly IReadOnlyList<Workload> Two = Workload.All(isQuick: true);

    [Fact]
    public void Interleave_TwoContenders_TakesTurnsAndBeginsEachRoundWithTheOther()
    {
        var order = BenchPlan.Interleave(3, ["a", "b"], [Two[0]]).Select(session => session.Contender);

        Assert.Equal(["a", "b", "b", "a", "a", "b"], order);
    }

    [Fact]
    public void Interleave_SeveralWorkloads_FinishesOneForAllBeforeTheNext()
    {
        var order = BenchPlan.Interleave(1, ["a", "b", "c"], Two).Select(session => (session.Workload.Key, session.Contender));

        Assert.Equal([("rooms", "a"), ("rooms", "b"), ("rooms", "c"), ("hot", "a"), ("hot", "b"), ("hot", "c")], order);
    }

    [Fact]
    public void Interleave_AsManyRoundsAsContenders_GivesEachEveryPlaceOnce()
    {
        string[] contenders = ["a", "b", "c", "d", "e"];
        var rounds = BenchPlan.Interleave(5, contenders, [Two[0]]).Chunk(5).ToArray();

        for (var place = 0; place < 5; place++)
        {
            Assert.Equal(contenders, rounds.Select(round => round[place].Contender).Order());
        }

        Assert.Equal([1, 2, 3, 4, 5], rounds.Select(round => Assert.Single(round.Select(session => session.Round).Distinct())));
    }
}
