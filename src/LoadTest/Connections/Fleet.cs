using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Connections;

/// <summary>All connections of a run.</summary>
internal sealed class Fleet : IDisposable
{
    /// <summary>Connections on their way at once; more only queue in the server's backlog.</summary>
    private const int OpeningAtOnce = 512;

    private static readonly TimeSpan OpeningStep = TimeSpan.FromMilliseconds(10);

    /// <summary>When no connection came about for so long, the rest will not either.</summary>
    private static readonly TimeSpan OpeningPatience = TimeSpan.FromSeconds(15);

    private readonly LoadRecorder _recorder;

    public Fleet(LoadOptions options, IReadOnlyList<TargetServer> servers, string[] tokens, string run, LoadRecorder recorder)
    {
        _recorder = recorder;
        var buffers = new ReceiveBuffers();
        var runBytes = Encoding.ASCII.GetBytes(run);
        var rooms = Enumerable.Range(0, options.Rooms)
            .Select(room => new LoadRoom(room, RoomCode(options, run, room), runBytes, options.Users, recorder.Checker[room]))
            .ToArray();
        Connections = [.. Enumerable.Range(0, options.Connections).Select(number =>
        {
            var (room, slot) = Math.DivRem(number, options.Users);
            return new LoadConnection(recorder, rooms[room], slot, servers[(room + slot) % servers.Count], tokens[number], number, buffers.Take());
        })];
    }

    public LoadConnection[] Connections { get; }

    /// <summary>The run is part of the code, so that two runs at once, or soon after each other, never meet.</summary>
    public static string RoomCode(LoadOptions options, string run, int room) => $"{options.Prefix}-{run}-{room}";

    /// <summary>Opens the connections at the wanted pace and waits until each is in its room or has failed.</summary>
    public async Task OpenAsync(double connectionsPerSecond, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(OpeningStep);
        var startAt = _recorder.Clock.Microseconds;
        var (started, settled, settledAt) = (0, 0L, startAt);
        while (!_recorder.AllOpened.IsCompleted)
        {
            var now = _recorder.Clock.Microseconds;
            var nowSettled = Settled();
            var due = Math.Min(Connections.Length, (long)((now - startAt) / 1e6 * connectionsPerSecond) + 1);
            for (; started < due && started - nowSettled < OpeningAtOnce; started++)
            {
                Connections[started].Open();
            }

            if (nowSettled != settled || started < Connections.Length && started - nowSettled < OpeningAtOnce)
            {
                (settled, settledAt) = (nowSettled, now);
            }
            else if (now - settledAt > OpeningPatience.TotalMicroseconds)
            {
                GiveUp();
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var connection in Connections)
        {
            connection.Dispose();
        }
    }

    private long Settled()
    {
        lock (_recorder.Gate)
        {
            return _recorder.Opened + _recorder.Failed;
        }
    }

    private void GiveUp()
    {
        foreach (var connection in Connections)
        {
            connection.GiveUp();
        }
    }
}
