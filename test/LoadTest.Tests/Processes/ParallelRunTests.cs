using System.Diagnostics;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Processes;
using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Reporting;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.Processes;

/// <summary>Runs with real processes of the load tester.</summary>
public sealed class ParallelRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly List<int> _started = [];

    [Fact]
    public async Task Run_TwoProcesses_ReportsThemAsOneAndLeavesNone()
    {
        await using var server = await FakeChatServer.StartAsync();

        var report = await RunAsync(Load(server), CancellationToken.None);

        Assert.Equal(new MessageFigures(60, 60, 0, report.Messages.Late, 0, 180, 180), report.Messages);
        Assert.Equal(new ConnectionFigures(9, 9, 0, 0), report.Connections);
        Assert.Equal((144, 48, 9), (report.Deliveries.Count, report.Acknowledgements.Count, report.Connects.Count));
        Assert.Empty(report.Violations);
        Assert.Equal(2, report.LoadTesterProcesses.Count);
        Assert.All(report.LoadTesterProcesses, process => Assert.True(process.ResidentMegabytes > 1));
        Assert.Equal(report.LoadTester.ResidentMegabytes, report.LoadTesterProcesses.Sum(process => process.ResidentMegabytes), 0.2);
        Assert.True(report.Timeline.Zip(report.Timeline.Skip(1)).All(pair => pair.First.AtSeconds < pair.Second.AtSeconds));
        Assert.Equal(9, report.Timeline.Max(point => point.Connections));
        Assert.Equal(2, _started.Count);
        Assert.All(_started, IsGone);
    }

    [Fact]
    public async Task Run_FaultInOneProcess_IsNamedInTheReportOfAll()
    {
        await using var server = await FakeChatServer.StartAsync(Fault.Drop);

        var report = await RunAsync(Load(server), CancellationToken.None);

        Assert.Equal(Verdict.Broken, report.Verdict.ExitCode);
        Assert.StartsWith("1 lost · 0 twice", report.Verdict.Headline, StringComparison.Ordinal);
        Assert.StartsWith("lost: LOAD-", Assert.Single(report.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneProcessIsKilled_FailsInOneLineAndLeavesNone()
    {
        await using var server = await FakeChatServer.StartAsync();

        var running = RunAsync(Load(server) with { Duration = TimeSpan.FromHours(1) }, CancellationToken.None);
        await server.FirstMessage.WaitAsync(Limit);
        using (var victim = Process.GetProcessById(_started[1]))
        {
            victim.Kill();
        }

        var failure = await Assert.ThrowsAsync<LoadException>(() => running);
        Assert.Matches("^Process 2 of 2 ended before it had told its figures \\(exit code -?[0-9]+\\), so the run says nothing\\.$", failure.Message);
        Assert.All(_started, IsGone);
    }

    [Fact]
    public async Task Run_Stopped_StillReportsAndLeavesNone()
    {
        await using var server = await FakeChatServer.StartAsync();
        using var stop = new CancellationTokenSource();

        var running = RunAsync(Load(server) with { Duration = TimeSpan.FromHours(1) }, stop.Token);
        await server.FirstMessage.WaitAsync(Limit);
        await stop.CancelAsync();
        var report = await running;

        Assert.Contains("The run was stopped early.", report.Verdict.Remarks);
        Assert.InRange(report.Messages.Sent, 1, 1_000_000);
        Assert.Empty(report.Violations);
        Assert.All(_started, IsGone);
    }

    [Fact]
    public async Task Run_AProcessCannotBegin_SaysWhyAndLeavesNone()
    {
        await using var server = await FakeChatServer.StartAsync();

        var failure = await Assert.ThrowsAsync<LoadException>(() => RunAsync(Load(server) with { TokensFile = "no-such-file" }, CancellationToken.None));

        Assert.StartsWith("no-such-file cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.All(_started, IsGone);
    }

    [Fact]
    public async Task Process_LeadIsGone_EndsByItself()
    {
        await using var server = await FakeChatServer.StartAsync();
        using var process = ShareProcess.Launch();
        using var same = Process.GetProcessById(process.Id);
        var load = Load(server) with { Duration = TimeSpan.FromHours(1) };
        var link = new ShareLink(RunShare.Whole(load), process.Orders, new Timeline(1, 9, new NoProgress()), SilenceLimit.Default);
        var listening = link.ListenAsync(process.Messages, process.DescribeEndAsync);
        link.Tell(new PlayShare(load, RunShare.Whole(load), "RUN", new RunClock().Origin));
        await link.Opened.WaitAsync(Limit);
        link.Tell(new StartAt(0));
        await server.FirstMessage.WaitAsync(Limit);

        // What the system does with the pipe when the process at its other end is gone.
        await process.Orders.DisposeAsync();

        await same.WaitForExitAsync().WaitAsync(Limit);
        await listening.WaitAsync(Limit);
        Assert.Contains("(exit code 2)", (await Assert.ThrowsAsync<LoadException>(() => link.Finished)).Message, StringComparison.Ordinal);
    }

    private Task<LoadReport> RunAsync(LoadOptions options, CancellationToken stop) =>
        new ParallelRun(options, new NoProgress(), Launch, SilenceLimit.Default).RunAsync(stop).WaitAsync(Limit, CancellationToken.None);

    private ShareProcess Launch()
    {
        var process = ShareProcess.Launch();
        _started.Add(process.Id);
        return process;
    }

    private static LoadOptions Load(FakeChatServer server) => new()
    {
        Urls = [new Uri(server.Address)],
        Rooms = 3,
        Users = 3,
        Rate = 60,
        Warmup = TimeSpan.FromSeconds(0.2),
        Duration = TimeSpan.FromSeconds(0.8),
        Settle = TimeSpan.FromSeconds(2),
        Processes = 2,
        JsonFile = "",
        ReportFile = "",
    };

    private static void IsGone(int process) => Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
}
