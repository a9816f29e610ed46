using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Tests.Mix;

public sealed class MixPlanTests
{
    [Fact]
    public void Kind_EveryHundred_HoldsExactlyTheShares()
    {
        var plan = new MixPlan(ActionMix.Default, seed: 1);
        for (var hundred = 0; hundred < 20; hundred++)
        {
            var kinds = Kinds(plan, hundred * 100, 100).CountBy(kind => kind).ToDictionary();
            Assert.All(Enum.GetValues<ActionKind>(), kind => Assert.Equal(ActionMix.Default.Share(kind), kinds[kind]));
        }
    }

    [Fact]
    public void Kind_OtherHundred_IsInAnotherOrder()
    {
        var plan = new MixPlan(ActionMix.Default, seed: 1);

        // Else a user who comes every hundredth time would always do the same.
        Assert.Equal(20, Enumerable.Range(0, 20).Select(hundred => string.Join(' ', Kinds(plan, hundred * 100, 100))).Distinct().Count());
    }

    [Fact]
    public void Kind_SameSeed_IsTheSameHoweverItIsAsked()
    {
        var forwards = Kinds(new MixPlan(ActionMix.Default, seed: 5), 0, 1000);
        var plan = new MixPlan(ActionMix.Default, seed: 5);
        var backwards = Enumerable.Range(0, 1000).Reverse().Select(action => plan.Kind(action)).Reverse();

        Assert.Equal(forwards, backwards);
        Assert.NotEqual(forwards, Kinds(new MixPlan(ActionMix.Default, seed: 6), 0, 1000));
    }

    [Fact]
    public void Kind_OfOneShareAlone_IsThatKind() =>
        Assert.All(Kinds(new MixPlan(new ActionMix(100, 0, 0, 0, 0, 0), seed: 1), 0, 300), kind => Assert.Equal(ActionKind.Send, kind));

    private static ActionKind[] Kinds(MixPlan plan, int from, int count) => [.. Enumerable.Range(from, count).Select(action => plan.Kind(action))];
}
