using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Connections;

/// <summary>All connections of a run that are in this process.</summary>
internal sealed class Fleet : IDisposable
{
    /// <summary>Connections on their way at once; more only queue in the server's backlog.</summary>
    private const int OpeningAtOnce = 512;

    private static readonly TimeSpan OpeningStep = TimeSpan.FromMilliseconds(10);

    /// <summary>When no connection came about for so long, the rest will not either.</summary>
    private static readonly TimeSpan OpeningPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long members have in the end to be back and to have an outcome for everything.</summary>
    private static readonly TimeSpan ConvergenceLimit = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan ConvergenceStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SilenceStep = TimeSpan.FromSeconds(1);

    private readonly LoadRecorder _recorder;
    private readonly Agenda? _agenda;
    private readonly bool _reconnects;
    private readonly int _openingAtOnce;

    public Fleet(LoadOptions options, RunShare share, IReadOnlyList<TargetServer> servers, string[] tokens, string run, LoadRecorder recorder)
    {
        _recorder = recorder;
        _openingAtOnce = Math.Max(1, OpeningAtOnce / share.Shares);
        var runBytes = Encoding.ASCII.GetBytes(run);
        _agenda = options.Reconnect || options.Mix is not null ? new Agenda(recorder) : null;
        _reconnects = options.Reconnect;
        var setup = new FleetSetup(
            recorder, servers, new ReceiveBuffers(), new SendWriter(runBytes, options.Size), options.Reconnect ? _agenda : null, options.Mix is null ? null : _agenda, new Random(options.Seed + share.Number));
        var rooms = Enumerable.Range(0, share.Rooms)
            .Select(room => new LoadRoom(share.FirstRoom + room, RoomCode(options, run, share.FirstRoom + room), runBytes, options.Users, recorder.Checker[room], options.Mix is null ? null : new MixedRoom()))
            .ToArray();
        Members = [.. Enumerable.Range(0, share.Connections(options)).Select(number =>
        {
            var (room, slot) = Math.DivRem(number, options.Users);
            return new LoadMember(setup, rooms[room], slot, share.FirstConnection(options) + number, tokens[number]);
        })];
        KeepAlive = new KeepAlive(Members, recorder.Clock);
    }

    public LoadMember[] Members { get; }

    /// <summary>Pings those who are silent; by one caller at a time.</summary>
    public KeepAlive KeepAlive { get; }

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
            var due = Math.Min(Members.Length, (long)((now - startAt) / 1e6 * connectionsPerSecond) + 1);
            for (; started < due && started - nowSettled < _openingAtOnce; started++)
            {
                Members[started].Open();
            }

            if (nowSettled != settled || started < Members.Length && started - nowSettled < _openingAtOnce)
            {
                (settled, settledAt) = (nowSettled, now);
            }
            else if (now - settledAt > OpeningPatience.TotalMicroseconds)
            {
                GiveUp();
            }

            KeepAlive.Look();
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Brings members back that lost their connections or left for a moment, until the run is over; nothing where that is not wanted.</summary>
    public Task ReconnectAsync(CancellationToken finished)
    {
        if (_agenda is null)
        {
            return Task.CompletedTask;
        }

        lock (_recorder.Gate)
        {
            if (_reconnects)
            {
                NoteSilenceCheck(_agenda);
            }
        }

        return _agenda.RunAsync(finished);
    }

    /// <summary>Waits until every member is back in its room and every message has an outcome, or for as long as that may take.</summary>
    public async Task ConvergeAsync()
    {
        if (_agenda is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(ConvergenceLimit);
        using var timer = new PeriodicTimer(ConvergenceStep);
        try
        {
            while (!IsConverged())
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // What is still open then is in the verdict.
        }
    }

    /// <summary>Tells the checker what every member of a run with a mix shows in the end; under the recorder's lock.</summary>
    public void ShowInTheEnd()
    {
        foreach (var member in Members)
        {
            member.Actions?.ShowInTheEnd();
        }
    }

    public void Dispose()
    {
        lock (_recorder.Gate)
        {
            foreach (var member in Members)
            {
                member.Dispose();
            }
        }
    }

    private void NoteSilenceCheck(Agenda agenda) => agenda.Note(_recorder.Clock.Microseconds + (long)SilenceStep.TotalMicroseconds, () =>
    {
        foreach (var member in Members)
        {
            member.CheckSilence();
        }

        NoteSilenceCheck(agenda);
    });

    private bool IsConverged()
    {
        lock (_recorder.Gate)
        {
            return _recorder is { Comebacks: { Away: 0, Open: 0 }, Actions.Away: 0 };
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
        foreach (var member in Members)
        {
            member.GiveUp();
        }
    }
}
