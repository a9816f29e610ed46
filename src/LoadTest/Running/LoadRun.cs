using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Running;

/// <summary>One run from the first connection to the report.</summary>
internal sealed class LoadRun(LoadOptions options, IRunProgress progress)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Messages of a room of which the answer to a retry is compared with the first one.</summary>
    private const int RememberedMessages = 1024;

    /// <summary>Runs; a stop cuts the sending short and still reports.</summary>
    /// <exception cref="LoadException">The run could not begin.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken stop)
    {
        DescriptorLimit.Check(options.Connections);
        var startedAt = TimeProvider.System.GetUtcNow();
        var run = RunName(startedAt);
        var servers = await Task.WhenAll(options.Urls.Select(url => TargetServer.FindAsync(url, mayBeAway: options.Reconnect && options.Urls.Count > 1, stop)));
        var tokens = await AccessTokens.GetAsync(options, run, stop);

        var checker = new ChatChecker(options.Rooms, options.Users, room => Fleet.RoomCode(options, run, room), options.Reconnect ? RememberedMessages : 0);
        var recorder = new LoadRecorder(options.Connections, checker, new RunClock());
        using var fleet = new Fleet(options, servers, tokens, run, recorder);
        using var finished = new CancellationTokenSource();
        var sampling = SampleAsync(recorder, finished.Token);
        var reconnecting = fleet.ReconnectAsync(finished.Token);
        try
        {
            var usage = await SendAsync(fleet, recorder, run, stop);
            lock (recorder.Gate)
            {
                checker.Finish();
                return LoadReport.Of(options, recorder, usage, startedAt, stop.IsCancellationRequested);
            }
        }
        finally
        {
            await finished.CancelAsync();
            await sampling;
            await reconnecting;
        }
    }

    private async Task<RunUsage> SendAsync(Fleet fleet, LoadRecorder recorder, string run, CancellationToken stop)
    {
        var usage = new RunUsage(options.ServerProcesses);
        try
        {
            await fleet.OpenAsync(options.Ramp, stop);
            var schedule = new SendSchedule(options);
            var startAt = recorder.Clock.Microseconds;
            lock (recorder.Gate)
            {
                recorder.Phase = "warm-up";
                recorder.MeasuredFrom = startAt + schedule.MeasuredAfter;
            }

            var sending = new Generator(recorder, schedule, fleet.Members, new SendWriter(Encoding.ASCII.GetBytes(run), options.Size)).RunAsync(startAt, stop);
            await Task.WhenAny(sending, Task.Delay(options.Warmup, stop));
            EnterPhase(recorder, "measuring");
            usage.Begin(recorder);
            await sending;
            usage.End(recorder);
        }
        catch (OperationCanceledException)
        {
            // Stopped by hand before the sending began; the report says so.
        }

        // Always, also after a stop: what is on its way is neither lost nor unanswered yet.
        EnterPhase(recorder, "settling");
        await fleet.ConvergeAsync();
        await Task.Delay(options.Settle, CancellationToken.None);
        return usage;
    }

    private static void EnterPhase(LoadRecorder recorder, string phase)
    {
        lock (recorder.Gate)
        {
            recorder.Phase = phase;
        }
    }

    private async Task SampleAsync(LoadRecorder recorder, CancellationToken finished)
    {
        using var timer = new PeriodicTimer(SampleInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(finished))
            {
                RunSnapshot snapshot;
                lock (recorder.Gate)
                {
                    snapshot = RunSnapshot.Of(recorder, options.Connections);
                }

                progress.Show(snapshot);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    /// <summary>A short name that no run of the last weeks has: the last digits, to base 36, of the time in milliseconds.</summary>
    public static string RunName(DateTimeOffset startedAt)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var name = new StringBuilder();
        for (var rest = startedAt.ToUnixTimeMilliseconds(); name.Length < 6; rest /= Digits.Length)
        {
            name.Insert(0, Digits[(int)(rest % Digits.Length)]);
        }

        return name.ToString();
    }
}
