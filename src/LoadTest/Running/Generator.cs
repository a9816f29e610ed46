using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Sends the schedule from a thread of its own, whatever the server does meanwhile (open loop). A message that could not leave in time leaves late
/// and is counted; its latency still begins when it was due.
/// </summary>
/// <param name="recorder">Takes what is sent.</param>
/// <param name="schedule">Who sends when.</param>
/// <param name="plan">What of it is something else than a send; null where nothing is.</param>
/// <param name="members">Who sends.</param>
/// <param name="keepAlive">Pings those who are silent.</param>
/// <param name="writer">Writes the sends.</param>
internal sealed class Generator(LoadRecorder recorder, SendSchedule schedule, MixPlan? plan, LoadMember[] members, KeepAlive keepAlive, SendWriter writer)
{
    /// <summary>A send that leaves later than this is late: well above a scheduler's time slice on a busy machine, well below the latencies that matter.</summary>
    public const long LateMicroseconds = 20_000;

    /// <summary>The longest sleep, so that a stop is noticed and pings go out when little is sent.</summary>
    private const long LongestSleepMicroseconds = 100_000;

    /// <summary>Runs on a thread of its own until everything is sent or the run is stopped.</summary>
    public Task RunAsync(long startAt, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Run(startAt, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(long startAt, CancellationToken cancellationToken)
    {
        PromptThread.Prefer();
        for (var message = 0L; message < schedule.Count && !cancellationToken.IsCancellationRequested;)
        {
            var now = recorder.Clock.Microseconds;
            var due = startAt + schedule.Due(message);
            if (due > now)
            {
                keepAlive.Look();
                PreciseSleep.For(Math.Min(due - now, LongestSleepMicroseconds));
            }
            else
            {
                Send(members[schedule.Connection(message)], message, due, now);
                message++;
            }
        }
    }

    private void Send(LoadMember member, long message, long due, long now)
    {
        LoadConnection connection;
        int length;
        lock (recorder.Gate)
        {
            if (!member.IsReady && !member.ComesBack)
            {
                recorder.Skipped++;
                return;
            }

            if (plan is not null)
            {
                member.Actions!.Begin(plan.Kind(schedule.Number(message)), due, now - due > LateMicroseconds);
                return;
            }

            var number = member.Room.TakeNumber();
            recorder.MessageSent(due, now - due > LateMicroseconds);
            if (!member.Begin(number, due))
            {
                return;
            }

            (length, var fingerprint) = writer.Write(member.Room, member.Number, number, due);
            member.Room.Checker.Invoked(member.Number, member.Number, number, fingerprint);
            connection = member.Connection;
        }

        connection.Send(writer.Buffer, length);
    }
}
