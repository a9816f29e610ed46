using System.Net;
using System.Net.Sockets;
using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

public sealed class RunTests
{
    [Fact]
    public async Task Run_NobodyListens_SaysSoInOneLine()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var address = $"http://{reserved.LocalEndpoint}";
        reserved.Stop();

        var run = await FinishedRun.InAsync(Path.GetTempPath(), ["--url", address]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"Nobody listens at {address}/; start the server first (dotnet chat.cs up).", run.Output.Trim());
    }

    [Fact]
    public async Task Run_Https_IsRefusedPlainly()
    {
        var run = await FinishedRun.InAsync(Path.GetTempPath(), ["--url", "https://127.0.0.1:1"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("only http:// is spoken here", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForgedTokens_CountsTheCodeOfTheProblemDocument()
    {
        await using var server = await FakeChatServer.StartAsync();
        var tokens = Path.GetTempFileName();
        await File.WriteAllLinesAsync(tokens, Enumerable.Repeat("forged", 9));

        var run = await FinishedRun.AgainstAsync(server, "--tokens", tokens);
        File.Delete(tokens);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(9, run.Report.GetProperty("errors").GetProperty("UNAUTHENTICATED").GetInt64());
        Assert.Equal(9, run.Report.GetProperty("connections").GetProperty("failed").GetInt64());
    }

    [Fact]
    public async Task Run_TooFewTokens_SaysHowManyAreNeeded()
    {
        await using var server = await FakeChatServer.StartAsync();
        var tokens = Path.GetTempFileName();
        await File.WriteAllLinesAsync(tokens, ["one", "", "two"]);

        var run = await FinishedRun.AgainstAsync(server, "--tokens", tokens);
        File.Delete(tokens);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds 2 tokens and the run needs 9", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerRefusesEverySend_IsInvalid()
    {
        await using var server = await FakeChatServer.StartAsync(refusesAll: true);

        var run = await FinishedRun.AgainstAsync(server);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(60, run.Report.GetProperty("errors").GetProperty("RATE_LIMITED").GetInt64());
        Assert.Contains("60 of 60 sends were refused", run.Output, StringComparison.Ordinal);
        Assert.Contains("Each user will send 400 messages a minute", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutKeyOrTokens_SignsGuestsIn()
    {
        await using var server = await FakeChatServer.StartAsync();
        var directory = Directory.CreateTempSubdirectory("load-");

        var run = await FinishedRun.InAsync(
            directory.FullName, ["--url", server.Address, "--rooms", "2", "--users", "2", "--rate", "20", "--warmup", "0", "--duration", "0.5", "--settle", "1"]);
        directory.Delete(recursive: true);

        Assert.Equal(4, server.Guests);
        Assert.Equal(10, run.Report.GetProperty("messages").GetProperty("acknowledged").GetInt64());
    }

    [Fact]
    public async Task Run_StoppedEarly_StillReports()
    {
        await using var server = await FakeChatServer.StartAsync();
        var directory = Directory.CreateTempSubdirectory("load-");
        using var stop = new CancellationTokenSource();

        var running = FinishedRun.InAsync(
            directory.FullName, ["--url", server.Address, "--rooms", "2", "--users", "2", "--rate", "20", "--duration", "3600", "--settle", "1"], stop.Token);
        await server.FirstMessage;
        await stop.CancelAsync();
        var run = await running;
        directory.Delete(recursive: true);

        Assert.Contains("The run was stopped early.", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.Report.GetProperty("violations").GetArrayLength());
    }

    [Theory]
    [InlineData("--rooms", "0")]
    [InlineData("--rate", "many")]
    [InlineData("--prefix", "a b")]
    [InlineData("--url", "nonsense")]
    [InlineData("--size", "100000")]
    public async Task Run_BadOption_IsRefused(string option, string value)
    {
        var run = await FinishedRun.InAsync(Path.GetTempPath(), [option, value]);

        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Run_SeveralProcesses_AreOneRunInEveryReport()
    {
        await using var server = await FakeChatServer.StartAsync();

        var run = await FinishedRun.AgainstAsync(server, "--processes", "2");

        var messages = run.Report.GetProperty("messages");
        Assert.Equal((60, 180), (messages.GetProperty("acknowledged").GetInt64(), messages.GetProperty("delivered").GetInt64()));
        Assert.Equal(2, run.Report.GetProperty("setup").GetProperty("processes").GetInt32());
        Assert.Equal(2, run.Report.GetProperty("loadTesterProcesses").GetArrayLength());
        Assert.Contains("delivered 180 (", run.Output, StringComparison.Ordinal);
        Assert.Contains("), owed 180", run.Output, StringComparison.Ordinal);
        Assert.Contains(" MB in 2 processes: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("9/9 connections", run.Output, StringComparison.Ordinal);
        Assert.Contains(" MB in 2 processes: ", run.Page, StringComparison.Ordinal);
        Assert.Contains("<small>owed 180; ", run.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--processes is 0; it must be from 1 to 100.", "--processes", "0")]
    [InlineData("--processes is -2; it must be from 1 to 100.", "--processes", "-2")]
    [InlineData("--processes is 4 and there are 3 rooms; each process plays whole rooms, so it must be at most 3.", "--processes", "4", "--rooms", "3")]
    [InlineData("--processes is for the run without a scenario; limit measures in one process.", "--scenario", "limit", "--processes", "2")]
    public async Task Run_ProcessesThatMakeNoSense_IsToldInOneLine(string line, params string[] arguments)
    {
        var run = await FinishedRun.InAsync(Path.GetTempPath(), arguments);

        Assert.Equal((2, line), (run.ExitCode, run.Output.Trim()));
    }
}
