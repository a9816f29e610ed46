using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Reporting;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes;

/// <summary>One run that several processes play, each its share of the rooms; this one leads and makes one report of it.</summary>
/// <param name="options">What the run shall do.</param>
/// <param name="progress">Where it is shown how it goes.</param>
/// <param name="launch">Starts a process.</param>
/// <param name="silence">How long a process may say nothing.</param>
internal sealed class ParallelRun(LoadOptions options, IRunProgress progress, Func<ShareProcess> launch, SilenceLimit silence)
{
    /// <summary>Between the word to start and the first message, so that every process has heard it by then; who has not sends late, and that is counted.</summary>
    private const long StartAheadMicroseconds = 250_000;

    private readonly RunClock _clock = new();

    /// <summary>Runs; a stop cuts the sending short and still reports. No process is left in the end, however it ends.</summary>
    /// <exception cref="LoadException">The run could not begin, or a process did not come to its end.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken stop)
    {
        var shares = RunShare.Split(options);

        // Each process finds them for itself; here it is said once, and before any was started, that one is not there.
        await TargetServer.FindAllAsync(options, stop);
        var startedAt = TimeProvider.System.GetUtcNow();
        var timeline = new Timeline(shares.Count, options.Connections, progress);
        var processes = new List<ShareProcess>();
        var listening = new List<Task>();
        try
        {
            var links = shares.Select(share => Launch(share, RunName.Of(startedAt), timeline, processes, listening)).ToArray();
            await using var stopping = stop.Register(() => TellAll(links, new StopSending()));
            await AllAsync(links.Select(link => link.Opened));
            TellAll(links, new StartAt(_clock.Microseconds + StartAheadMicroseconds));
            await AllAsync(links.Select(link => link.Finished));
            var figures = await Task.WhenAll(links.Select(link => link.Finished));
            return LoadReport.Of(options, RunFigures.Merge(figures), timeline.Points, startedAt, stop.IsCancellationRequested);
        }
        finally
        {
            await Task.WhenAll(processes.Select(process => process.EndAsync()));
            await Task.WhenAll(listening);
            processes.ForEach(process => process.Dispose());
        }
    }

    private ShareLink Launch(RunShare share, string run, Timeline timeline, List<ShareProcess> processes, List<Task> listening)
    {
        var process = launch();
        processes.Add(process);
        var link = new ShareLink(share, process.Orders, timeline, silence);
        listening.Add(link.ListenAsync(process.Messages, process.DescribeEndAsync));
        link.Tell(new PlayShare(options, share, run, _clock.Origin));
        return link;
    }

    private static void TellAll(IEnumerable<ShareLink> links, LeadMessage message)
    {
        foreach (var link in links)
        {
            link.Tell(message);
        }
    }

    /// <summary>Waits for all, or for the first that fails: one is enough to end the run.</summary>
    private static async Task AllAsync(IEnumerable<Task> tasks)
    {
        await foreach (var task in Task.WhenEach(tasks))
        {
            await task;
        }
    }
}
