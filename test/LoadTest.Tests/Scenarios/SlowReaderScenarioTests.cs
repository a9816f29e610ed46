using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class SlowReaderScenarioTests
{
    [Fact]
    public async Task SlowReader_ServerQueuesWithoutAWord_IsFound()
    {
        await using var server = await FakeChatServer.StartAsync();

        var run = await FinishedScenario.AgainstAsync(server, "slow-reader", "--duration", "0.5", "--rounds", "1", "--rate", "100", "--room-size", "3", "--warmup", "0", "--settle", "0.2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Phase 2: The slow member was not told 'signals'.", run.Output, StringComparison.Ordinal);
        Assert.Equal(["quick", "slow"], run.Report.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("kind").GetString()));
        Assert.All(run.Report.GetProperty("phases").EnumerateArray(), phase => Assert.True(phase.GetProperty("deliveries").GetInt64() > 0));
        Assert.Equal(0, run.Report.GetProperty("violations").GetArrayLength());
    }

    [Fact]
    public async Task SlowReader_ServerDoublesAMessage_IsFound()
    {
        await using var server = await FakeChatServer.StartAsync(Fault.Duplicate);

        var run = await FinishedScenario.AgainstAsync(server, "slow-reader", "--duration", "0.1", "--rounds", "1", "--rate", "100", "--room-size", "3", "--warmup", "0", "--settle", "0.2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 twice", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlowReader_RateAboveTheLimit_IsRefusedPlainly()
    {
        await using var server = await FakeChatServer.StartAsync(limit: new FakeLimit(burst: 10, windowSeconds: 60));

        var run = await FinishedScenario.AgainstAsync(server, "slow-reader", "--rate", "50", "--room-size", "6");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("Each user would send 600 messages in 60 s and the server allows 10: set RateLimits:Message:Limit there, or lower --rate.", run.Output.Trim());
    }

    [Theory]
    [InlineData("nonsense", "There is no scenario 'nonsense'; there are slow-reader and limit.")]
    [InlineData("", "There is no scenario ''; there are slow-reader and limit.")]
    public async Task Scenario_Unknown_SaysWhichThereAre(string scenario, string expected)
    {
        var run = await FinishedScenario.RunAsync("--scenario", scenario);

        Assert.Equal((2, expected), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [InlineData("slow-reader", "--room-size", "2", "--room-size is 2; it must be from 3 to 1000.")]
    [InlineData("slow-reader", "--slow-bytes", "0", "--slow-bytes is 0; it must be from 1 to 1000000.")]
    [InlineData("limit", "--connections", "0", "--connections is 0; it must be from 1 to 1000.")]
    [InlineData("limit", "--url", "nonsense", "--url 'nonsense' is not an address such as http://localhost:5000.")]
    [InlineData("limit", "--room-size", "7", "Unrecognized command or argument '--room-size'.")]
    public async Task Scenario_BadOption_IsOneLine(string scenario, string option, string value, string expected)
    {
        var run = await FinishedScenario.RunAsync("--scenario", scenario, option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(expected, run.Output.Split('\n')[0].Trim());
    }
}
