using OrleansChat.History;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Sends the schedule from a thread of its own, whatever the server does meanwhile (open loop). A message that could not leave in time leaves late
/// and is counted; its latency still begins when it was due.
/// </summary>
internal sealed class Generator(LoadRecorder recorder, SendSchedule schedule, LoadConnection[] connections, byte[] run, int bodySize)
{
    /// <summary>A send that leaves later than this is late: well above a scheduler's time slice on a busy machine, well below the latencies that matter.</summary>
    public const long LateMicroseconds = 20_000;

    /// <summary>A connection that was silent for so long gets a ping: servers drop clients that say nothing for 30 seconds.</summary>
    private const long PingAfterMicroseconds = 12_000_000;

    /// <summary>The longest sleep, so that a stop is noticed and pings go out when little is sent.</summary>
    private const long LongestSleepMicroseconds = 100_000;

    private readonly byte[] _buffer = new byte[WebSocketFrame.HeaderBytes + bodySize + 512];
    private readonly byte[] _body = new byte[bodySize + BodyStamp.MaximumBytes];
    private int _nextPing;

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
                PingSilent(now);
                PreciseSleep.For(Math.Min(due - now, LongestSleepMicroseconds));
            }
            else
            {
                Send(connections[schedule.Connection(message)], due, now);
                message++;
            }
        }
    }

    private void Send(LoadConnection connection, long due, long now)
    {
        int length;
        lock (recorder.Gate)
        {
            if (!connection.IsReady)
            {
                recorder.Skipped++;
                return;
            }

            var room = connection.Room;
            var number = room.TakeNumber();
            var body = _body.AsSpan(0, new BodyStamp(room.Number, connection.Member, number, due).Write(_body, run, bodySize));
            room.Checker.Invoked(connection.Member, connection.Member, number, Fingerprint.Of(body));
            length = HubInvocation.Send(_buffer.AsSpan(WebSocketFrame.HeaderBytes), room.Code, run, number, due, body);
            recorder.MessageSent(due, now - due > LateMicroseconds);
        }

        connection.Send(_buffer, length);
    }

    /// <summary>Looks at a few connections each time, so that pings are spread instead of coming in a burst.</summary>
    private void PingSilent(long now)
    {
        for (var looked = 0; looked < 32; looked++)
        {
            var connection = connections[_nextPing];
            _nextPing = (_nextPing + 1) % connections.Length;
            if (connection.IsReady && now - connection.LastSentAt > PingAfterMicroseconds)
            {
                connection.Send(HubInvocation.Ping);
            }
        }
    }
}
