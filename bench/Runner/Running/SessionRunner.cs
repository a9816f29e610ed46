using System.Globalization;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Generating;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.Bench.Running;

/// <summary>One session: a fresh server, a fresh fleet, the workload, the judgement.</summary>
internal static class SessionRunner
{
    public static async Task<SessionResult> RunAsync(Session session, Contender contender, CancellationToken cancellationToken)
    {
        // What the last session left behind is not to be collected while this one is measured.
        GC.Collect();
        await using var server = await contender.StartAsync(cancellationToken);
        var shape = new FleetShape(RunName(), session.Workload.Rooms, session.Workload.Members, Workload.BodyBytes);
        var dialect = contender.Dialect(shape);
        using var fleet = new Fleet(shape, server.EndPoint, dialect);
        var run = new SessionRun(session.Workload, server, fleet, cancellationToken);
        await OnThreadAsync(run.Run);
        cancellationToken.ThrowIfCancellationRequested();
        return new SessionResult(session.Round, session.Contender, session.Workload.Key, run.Measurements, Judge(fleet, dialect), run.Notes);
    }

    private static Judgement Judge(Fleet fleet, IDialect dialect)
    {
        var (violations, first) = dialect.Finish();
        return new Judgement(
            fleet.Rooms.Sum(room => room.Tally.Delivered),
            Math.Max(0, fleet.Outstanding),
            fleet.Rooms.Sum(room => room.Tally.Twice),
            fleet.Rooms.Sum(room => room.Tally.Disagreeing),
            violations,
            first);
    }

    /// <summary>The generator has a thread of its own that is preferred to the servers': it needs little, but at once.</summary>
    private static Task OnThreadAsync(Action work) => Task.Factory.StartNew(
        () =>
        {
            PromptThread.Prefer();
            work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>A name that no other session of this day has.</summary>
    private static string RunName() => TimeProvider.System.GetUtcNow().TimeOfDay.Ticks.ToString("X10", CultureInfo.InvariantCulture)[^9..];
}
