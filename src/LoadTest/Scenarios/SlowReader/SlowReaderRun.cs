using System.Globalization;
using OrleansChat.Contracts;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>
/// One room that speaks on, whose last member reads as quickly as the others in every other phase, and at a trickle in those between. The phases take
/// turns, so that what changes on the machine meanwhile meets both kinds. That member has a connection of its own for each phase.
/// </summary>
internal sealed class SlowReaderRun(SlowReaderOptions options, ScenarioProgress progress)
{
    /// <summary>What a slow member may need, once it reads quickly, to read what waited, by what is waited between two phases.</summary>
    private const int CatchUpBySettle = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly List<Phase> _phases = [];

    /// <exception cref="LoadException">The run could not begin.</exception>
    public async Task<SlowReaderReport> RunAsync(CancellationToken stop)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var run = RunName.Of(startedAt);
        var server = await TargetServer.FindAsync(options.Urls[0], mayBeAway: false, stop);
        var credentials = Credentials();
        var tokens = await AccessTokens.GetAsync(credentials, RunShare.Whole(credentials), run, stop);
        var room = new ScenarioRoom(run, "SLOW");
        List<RoomMember> quick = [];
        try
        {
            for (var number = 0; number < options.RoomSize - 1; number++)
            {
                quick.Add(await RoomMember.JoinAsync(room, options.Urls[number % options.Urls.Count], tokens[number], number, number, (_, due) => Delivered(room, due), stop));
            }

            RefuseBeyond((await quick[0].HelloAsync(stop)).Limits.Messages);
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var traffic = new RoomTraffic(room, quick, options.Rate);
            var talking = traffic.RunAsync(silence.Token);
            try
            {
                await PhasesAsync(room, server, tokens[^1], stop);
            }
            finally
            {
                await silence.CancelAsync();
                await talking;
            }

            await Task.Delay(options.Settle, CancellationToken.None);
            lock (room.Gate)
            {
                room.Checker.Finish();
                return SlowReaderReport.Of(startedAt, options, _phases, traffic, room.Findings, stop.IsCancellationRequested);
            }
        }
        finally
        {
            await Task.WhenAll(quick.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    private void RefuseBeyond(RateLimitInfo limit)
    {
        var wanted = options.Rate / (options.RoomSize - 1);
        if (wanted > (double)limit.Limit / limit.WindowSeconds)
        {
            throw new LoadException(string.Create(
                CultureInfo.InvariantCulture,
                $"Each user would send {wanted * limit.WindowSeconds:0} messages in {limit.WindowSeconds} s and the server allows {limit.Limit}: set RateLimits:Message:Limit there, or lower --rate."));
        }
    }

    private async Task PhasesAsync(ScenarioRoom room, TargetServer server, string token, CancellationToken stop)
    {
        progress.Show("warming up");
        try
        {
            await Task.Delay(options.Warmup, stop);
            for (var number = 1; number <= 2 * options.Rounds; number++)
            {
                await PhaseAsync(room, server, token, number, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by hand; the report says so.
        }
    }

    private async Task PhaseAsync(ScenarioRoom room, TargetServer server, string token, int number, CancellationToken stop)
    {
        var isSlow = number % 2 == 0;
        Phase? phase = null;
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var relay = new SlowRelay(server.EndPoint, isSlow);
        await using var last = await RoomMember.JoinAsync(room, relay.Address, token, options.RoomSize - 2 + number, options.RoomSize - 1, Seen, stop);
        await Task.Delay(options.Settle, stop);
        lock (room.Gate)
        {
            phase = new Phase(number, isSlow, room.Clock.Microseconds, options.Duration) { MemoryAtBegin = Memory() };
            _phases.Add(phase);
        }

        var takenBefore = relay.Taken;
        relay.BytesPerSecond = isSlow ? options.SlowBytes : 0;
        await WatchAsync(room, phase, last, stop);
        phase.MemoryAtEnd = Memory();
        phase.LastMemberBytes = relay.Taken - takenBefore;
        relay.BytesPerSecond = 0;
        if (isSlow)
        {
            await Task.WhenAny(caughtUp.Task, last.Closed, Task.Delay(CatchUpBySettle * options.Settle, stop));
            NoteEnd(room, phase, last);
        }

        progress.Note(PhaseFigures.Of(phase).Line());

        void Seen(Frame frame, long? due)
        {
            phase?.Ladder.Add(frame, phase.SecondsSince(room.Clock.Microseconds));
            if (frame is SlowFrame { Step: SlowFrame.None })
            {
                caughtUp.TrySetResult();
            }
        }
    }

    private async Task WatchAsync(ScenarioRoom room, Phase phase, RoomMember last, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        phase.NoteStolen(StolenTime.Ticks(), room.Clock.Microseconds);
        while (room.Clock.Microseconds < phase.To)
        {
            await timer.WaitForNextTickAsync(stop);
            lock (room.Gate)
            {
                phase.NoteStolen(StolenTime.Ticks(), room.Clock.Microseconds);
                progress.Show($"phase {phase.Number} of {2 * options.Rounds}, {phase.Name}: {phase.SecondsSince(room.Clock.Microseconds):0} of {options.Duration.TotalSeconds:0} s, {phase.Samples.Count:N0} deliveries, p99 {phase.Latencies.Percentile(0.99) / 1000.0:0.00} ms, told: {string.Join(", ", phase.Ladder.Events.Select(told => told.Step))}");
            }

            NoteEnd(room, phase, last);
        }
    }

    private static void NoteEnd(ScenarioRoom room, Phase phase, RoomMember last)
    {
        if (last.Closed.IsCompletedSuccessfully)
        {
            lock (room.Gate)
            {
                phase.Ladder.Ended(last.Closed.Result.Reason, phase.SecondsSince(room.Clock.Microseconds));
            }
        }
    }

    private void Delivered(ScenarioRoom room, long? due)
    {
        var now = room.Clock.Microseconds;
        for (var index = _phases.Count - 1; due is { } at && index >= 0; index--)
        {
            if (_phases[index].TryAdd(at, now))
            {
                return;
            }
        }
    }

    private long Memory() => ProcessUsage.Of(options.ServerProcesses).ResidentBytes;

    private LoadOptions Credentials() => new()
    {
        Urls = options.Urls,
        Rooms = 1,
        Users = options.RoomSize,
        Duration = options.Duration * 2 * options.Rounds,
        TokensFile = options.TokensFile,
        KeyFile = options.KeyFile,
        JsonFile = "",
        ReportFile = "",
    };
}
