using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Running;

/// <summary>What one process does in a run, from its first connection to its figures.</summary>
/// <param name="options">What the whole run shall do.</param>
/// <param name="share">The rooms that this process plays.</param>
/// <param name="run">Name of the run.</param>
/// <param name="clock">The run's clock.</param>
/// <param name="lead">Hears how it stands, and says when to start.</param>
internal sealed class ShareRun(LoadOptions options, RunShare share, string run, RunClock clock, IRunLead lead)
{
    /// <summary>Messages of a room of which the answer to a retry, or to who joins later, is compared with the first one.</summary>
    private const int RememberedMessages = 1024;

    /// <summary>Runs; a stop cuts the sending short and still leads to figures.</summary>
    /// <exception cref="LoadException">The run could not begin.</exception>
    public async Task<RunFigures> RunAsync(CancellationToken stop)
    {
        var servers = await TargetServer.FindAllAsync(options, stop);
        var checker = new ChatChecker(
            share.Rooms, options.Users, room => Fleet.RoomCode(options, run, share.FirstRoom + room), options.Reconnect || options.Mix is not null ? RememberedMessages : 0);
        var recorder = new LoadRecorder(share.Connections(options), checker, clock);
        using var finished = new CancellationTokenSource();
        var sampling = SampleAsync(recorder, finished.Token);
        var reconnecting = Task.CompletedTask;
        Fleet? fleet = null;
        try
        {
            var tokens = await AccessTokens.GetAsync(options, share, run, stop);
            fleet = new Fleet(options, share, servers, tokens, run, recorder);
            reconnecting = fleet.ReconnectAsync(finished.Token);
            var usage = await SendAsync(fleet, recorder, stop);
            lock (recorder.Gate)
            {
                fleet.ShowInTheEnd();
                checker.Finish();
                return RunFigures.Of(recorder, usage);
            }
        }
        finally
        {
            await finished.CancelAsync();
            await sampling;
            await reconnecting;
            fleet?.Dispose();
        }
    }

    private async Task<ShareUsage> SendAsync(Fleet fleet, LoadRecorder recorder, CancellationToken stop)
    {
        // One process is enough to look at the server's.
        var usage = new RunUsage(share.Number == 0 ? options.ServerProcesses : []);
        try
        {
            await fleet.OpenAsync(share.PartOf(options.Ramp, options), stop);
            var schedule = new SendSchedule(options, share);
            var startAt = await fleet.KeepAlive.UntilAsync(lead.StartAsync(stop));
            lock (recorder.Gate)
            {
                recorder.Phase = RunPhase.WarmUp;
                recorder.MeasuredFrom = startAt + schedule.MeasuredAfter;
            }

            var writer = new SendWriter(Encoding.ASCII.GetBytes(run), options.Size);
            var plan = options.Mix is { } mix ? new MixPlan(mix, options.Seed) : null;
            var sending = new Generator(recorder, schedule, plan, fleet.Members, fleet.KeepAlive, writer).RunAsync(startAt, stop);
            var measuredIn = TimeSpan.FromMicroseconds(Math.Max(0, recorder.MeasuredFrom - clock.Microseconds));
            await Task.WhenAny(sending, Task.Delay(measuredIn, stop));
            EnterPhase(recorder, RunPhase.Measuring);
            usage.Begin(recorder);
            await sending;
            usage.End(recorder);
        }
        catch (OperationCanceledException)
        {
            // Stopped by hand before the sending began; the report says so.
        }

        // Always, also after a stop: what is on its way is neither lost nor unanswered yet.
        EnterPhase(recorder, RunPhase.Settling);
        await fleet.ConvergeAsync();
        await Task.Delay(options.Settle, CancellationToken.None);
        return usage.Result;
    }

    private static void EnterPhase(LoadRecorder recorder, RunPhase phase)
    {
        lock (recorder.Gate)
        {
            recorder.Phase = phase;
        }
    }

    /// <summary>Takes a sample where the run's clock cuts the intervals, so that those of several processes belong together.</summary>
    private async Task SampleAsync(LoadRecorder recorder, CancellationToken finished)
    {
        try
        {
            while (true)
            {
                // A delay is cut to whole milliseconds; one more, so that it never ends before the interval.
                var rest = RunSample.IntervalMicroseconds - clock.Microseconds % RunSample.IntervalMicroseconds;
                await Task.Delay(TimeSpan.FromMilliseconds(rest / 1000 + 1), finished);
                RunSample sample;
                lock (recorder.Gate)
                {
                    sample = recorder.Sample();
                }

                lead.Sampled(sample);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
