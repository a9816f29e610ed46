using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class LimitScenarioTests
{
    [Fact]
    public async Task Limit_Kept_IsProven()
    {
        var limit = new FakeLimit(burst: 10, windowSeconds: 5);
        await using var server = await FakeChatServer.StartAsync(limit: limit);

        var run = await FinishedScenario.AgainstAsync(server, "limit", "--duration", "1", "--connections", "4", "--waits", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Report.GetProperty("accepted").GetInt32(), 10, 25);
        Assert.True(run.Report.GetProperty("codes").GetProperty("RATE_LIMITED").GetInt64() > 0);
        Assert.All(run.Report.GetProperty("obeyed").EnumerateArray(), one => Assert.True(one.GetProperty("isAccepted").GetBoolean()));
    }

    [Fact]
    public async Task Limit_LetsTooManyThrough_IsFound()
    {
        await using var server = await FakeChatServer.StartAsync(limit: new FakeLimit(burst: 10, windowSeconds: 60, overdraft: 20));

        var run = await FinishedScenario.AgainstAsync(server, "limit", "--duration", "3", "--connections", "4", "--waits", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Over the limit: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_RefusalsDoNotSayHowLong_IsFound()
    {
        await using var server = await FakeChatServer.StartAsync(limit: new FakeLimit(burst: 5, windowSeconds: 5, saysHowLong: false));

        var run = await FinishedScenario.AgainstAsync(server, "limit", "--duration", "0.5", "--connections", "2", "--waits", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refusals did not say how long to wait (retryAfterMs)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_WaitIsTooShort_IsFound()
    {
        await using var server = await FakeChatServer.StartAsync(limit: new FakeLimit(burst: 2, windowSeconds: 10, misleads: true));

        var run = await FinishedScenario.AgainstAsync(server, "limit", "--duration", "0.5", "--connections", "2", "--waits", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("as it was told and was answered RATE_LIMITED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_NeverMet_SaysNothing()
    {
        await using var server = await FakeChatServer.StartAsync();

        var run = await FinishedScenario.AgainstAsync(server, "limit", "--duration", "0.3", "--connections", "1", "--attempts", "20", "--waits", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the limit was never met", run.Output, StringComparison.Ordinal);
    }
}
