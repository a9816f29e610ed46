namespace OrleansChat.Grains.Tests.RateLimits;

public sealed class LeaseSimulationTests
{
    private const int Seeds = 400;
    private const int Steps = 400;

    private static readonly LeaseSimulation.Faults None = new(0, 0, 0, 0);
    private static readonly LeaseSimulation.Faults Network = new(0, 0.02, 0.1, 400);
    private static readonly LeaseSimulation.Faults Everything = new(0.02, 0.02, 0.1, 400);
    private static readonly LeaseSimulation.Faults Collapse = new(0.3, 0.05, 0.05, 400);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 7)]
    [InlineData(10, 60)]
    [InlineData(30, 60)]
    [InlineData(200, 2)]
    public void Run_NothingFails_LetsThroughTheLimitAndNotOneMore(int limit, int windowSeconds) =>
        AssertWorst(limit, windowSeconds, None, most: 0, "admitted", "refused", "returned");

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 7)]
    [InlineData(10, 60)]
    [InlineData(30, 60)]
    [InlineData(200, 2)]
    public void Run_GatewaysDieAndAnswersAreLateOrLost_LetsThroughNotOneMore(int limit, int windowSeconds) =>
        AssertWorst(limit, windowSeconds, Network, most: 0, "gateway lost", "request lost", "answer lost");

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 7)]
    [InlineData(10, 60)]
    [InlineData(30, 60)]
    [InlineData(200, 2)]
    public void Run_SilosDieToo_LetsThroughAtMostFiveMore(int limit, int windowSeconds) =>
        AssertWorst(limit, windowSeconds, Everything, most: 5, "gateway lost", "bucket lost while leased", "answer of a lost bucket");

    [Theory]
    [InlineData(1, 60)]
    [InlineData(10, 60)]
    [InlineData(200, 2)]
    public void Run_SilosDieAllTheTime_LetsThroughAtMostFiveMore(int limit, int windowSeconds) =>
        AssertWorst(limit, windowSeconds, Collapse, most: 5, "bucket lost while leased", "answer of a lost bucket");

    [Fact]
    public void Run_SameSeedTwice_IsTheSame()
    {
        var (one, other) = (new LeaseSimulation(7, 10, 60, Everything), new LeaseSimulation(7, 10, 60, Everything));
        one.Run(Steps);
        other.Run(Steps);
        Assert.Equal(one.Happened, other.Happened);
    }

    [Fact]
    public void Run_RecallsHappen() => AssertWorst(30, 60, None, most: 0, "recalled");

    private static void AssertWorst(int limit, int windowSeconds, LeaseSimulation.Faults faults, long most, params string[] sometimes)
    {
        var happened = new HashSet<string>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var simulation = new LeaseSimulation(seed, limit, windowSeconds, faults);
            simulation.Run(Steps);
            Assert.True(
                simulation.Admitted.WorstExcess <= most,
                $"Seed {seed}: {simulation.Admitted.WorstExcess} more than {limit} in {windowSeconds} s and what flowed in, of {simulation.Admitted.Count}.");
            happened.UnionWith(simulation.Happened.Keys);
        }

        Assert.All(sometimes, name => Assert.Contains(name, happened));
    }
}
