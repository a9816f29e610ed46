using OrleansChat.Contracts;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>
/// One user on several connections, over all given servers, sends as fast as he may and does not heed a refusal. Then he does as he is told: silence
/// everywhere but on one connection, which waits as long as a refusal says and sends again.
/// </summary>
internal sealed class LimitRun(LimitOptions options, ScenarioProgress progress)
{
    /// <summary>A wait that is kept to the microsecond could end before the server's own clock says so.</summary>
    private const long ClockGrainMicroseconds = 2000;

    private readonly LimitTally _tally = new();

    /// <exception cref="LoadException">The run could not begin.</exception>
    public async Task<LimitReport> RunAsync(CancellationToken stop)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var run = RunName.Of(startedAt);
        foreach (var url in options.Urls)
        {
            await TargetServer.FindAsync(url, mayBeAway: false, stop);
        }

        var credentials = new LoadOptions { Urls = options.Urls, Rooms = 1, Users = 1, Duration = options.Duration, TokensFile = options.TokensFile, KeyFile = options.KeyFile, JsonFile = "", ReportFile = "" };
        var token = (await AccessTokens.GetAsync(credentials, RunShare.Whole(credentials), run, stop))[0];
        var room = new ScenarioRoom(run, "LIMIT");
        List<RoomMember> members = [];
        try
        {
            for (var number = 0; number < options.Connections; number++)
            {
                members.Add(await RoomMember.JoinAsync(room, options.Urls[number % options.Urls.Count], token, number, user: 0, seen: null, stop));
            }

            var limit = (await members[0].HelloAsync(stop)).Limits.Messages;
            progress.Note($"{members.Count} connections of one user over {options.Urls.Count} servers; the limit is {limit.Limit} messages in {limit.WindowSeconds} s.");
            await FloodAsync(members, room, stop);
            progress.Note($"flood over: {_tally.Summary()}");
            var obeyed = _tally.Refused == 0 ? [] : await ObeyAsync(members, room, stop);
            lock (room.Gate)
            {
                var bound = new LimitBound(limit.Limit, TimeSpan.FromSeconds(limit.WindowSeconds), options.Slack);
                return LimitReport.Of(startedAt, options, bound, _tally, obeyed, room.Findings, stop.IsCancellationRequested);
            }
        }
        finally
        {
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    private async Task FloodAsync(List<RoomMember> members, ScenarioRoom room, CancellationToken stop)
    {
        using var flood = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var begin = room.Clock.Microseconds;
        var sending = Task.WhenAll(members.Select(member => SendAsync(member, flood.Token)));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (room.Clock.Microseconds - begin < options.Duration.TotalMicroseconds && !stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            progress.Show($"flood {(room.Clock.Microseconds - begin) / 1e6:0} s: {_tally.Summary()}");
        }

        await flood.CancelAsync();
        await sending;
    }

    /// <summary>Sends, awaits the answer, sends again, at no more than this connection's part of the attempts.</summary>
    private async Task SendAsync(RoomMember member, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Connections / options.Attempts));
        try
        {
            while (!member.Closed.IsCompleted && await timer.WaitForNextTickAsync(stop))
            {
                _tally.Add(await member.SendAsync());
            }
        }
        catch (OperationCanceledException)
        {
            // The flood is over.
        }
    }

    private async Task<List<ObeyedRefusal>> ObeyAsync(List<RoomMember> members, ScenarioRoom room, CancellationToken stop)
    {
        List<ObeyedRefusal> obeyed = [];
        try
        {
            for (var wait = 0; wait < options.Waits; wait++)
            {
                var connection = wait % members.Count;
                if (await RefusedAsync(members[connection], room, stop) is { } refusal)
                {
                    await room.Clock.WaitUntilAsync(room.Clock.Microseconds + (refusal * 1000) + ClockGrainMicroseconds, stop);
                    var next = await members[connection].SendAsync();
                    _tally.Add(next);
                    obeyed.Add(new ObeyedRefusal(connection, refusal, next.IsAccepted, next.IsAccepted ? null : next.Refusal?.Code ?? "NO_ANSWER"));
                    progress.Note($"waited {refusal:N0} ms as told on connection {connection}: the next send was {(next.IsAccepted ? "accepted" : "refused again")}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped by hand; the report says so.
        }

        return obeyed;
    }

    /// <summary>Sends until it is refused for the limit; answers how long that says to wait. One connection alone may not meet a high limit.</summary>
    private async Task<long?> RefusedAsync(RoomMember member, ScenarioRoom room, CancellationToken stop)
    {
        var givesUpAt = room.Clock.Microseconds + options.Duration.TotalMicroseconds;
        while (!member.Closed.IsCompleted && room.Clock.Microseconds < givesUpAt)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = await member.SendAsync();
            _tally.Add(outcome);
            if (outcome.Refusal is { Code: ChatErrorCode.RateLimited } refusal)
            {
                return refusal.RetryAfterMs;
            }
        }

        return null;
    }
}
