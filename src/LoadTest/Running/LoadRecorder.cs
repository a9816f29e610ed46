using System.Runtime.InteropServices;
using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Takes every observation of a run. One lock guards all of it: receiving happens on one thread anyway where sockets complete inline, so the lock
/// is free nearly always, and nothing else needs to be thread-safe.
/// </summary>
internal sealed class LoadRecorder(int connections, ChatChecker checker, RunClock clock)
{
    private readonly LatencyHistogram _unmeasuredInInterval = new();
    private readonly LatencyHistogram _measuredInInterval = new();
    private readonly Dictionary<string, long> _errors = [];
    private readonly TaskCompletionSource _allOpened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long At, long Sent, long Delivered) _lastPoint;

    public Lock Gate { get; } = new();

    public ChatChecker Checker => checker;

    public RunClock Clock => clock;

    public LatencyHistogram Deliveries { get; } = new();

    public LatencyHistogram Acknowledgements { get; } = new();

    public LatencyHistogram Connects { get; } = new();

    public Comebacks Comebacks { get; } = new();

    /// <summary>What members do besides sending, in a run with a mix.</summary>
    public ActionCounter Actions { get; } = new();

    public IReadOnlyDictionary<string, long> Errors => _errors;

    /// <summary>Completes when every connection is in its room or has failed.</summary>
    public Task AllOpened => _allOpened.Task;

    /// <summary>Messages that were due before this are checked, but not measured.</summary>
    public long MeasuredFrom { get; set; } = long.MaxValue;

    public RunPhase Phase { get; set; } = RunPhase.Opening;

    public long Opened { get; private set; }

    /// <summary>Connections that never came into their rooms.</summary>
    public long Failed { get; private set; }

    /// <summary>Connections that ended during the run.</summary>
    public long Lost { get; private set; }

    public long Sent { get; private set; }

    public long Acknowledged { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Messages that arrived, counted once a member.</summary>
    public long Delivered { get; private set; }

    /// <summary>What the acknowledged messages owe: one delivery to each member that was in the room then.</summary>
    public long DeliveriesOwed { get; private set; }

    /// <summary>Messages that were sent while it was measured.</summary>
    public long MeasuredSends { get; private set; }

    /// <summary>Those of them that left late; the first sends of a process pay for its compilation, and the warm-up is there for that.</summary>
    public long Late { get; private set; }

    public long Skipped { get; set; }

    public long Resyncs { get; private set; }

    /// <summary>How often a member was told that it missed something: a gap, a digest, or an epoch that was not recovered.</summary>
    public long Gaps { get; private set; }

    public long MeasuredDeliveries => Deliveries.Count;

    public void ConnectionOpened(long connectMicroseconds)
    {
        Opened++;
        Connects.Record(connectMicroseconds);
        NoteOpening();
    }

    public void ConnectionFailed(string code)
    {
        Failed++;
        CountError(code);
        NoteOpening();
    }

    public void ConnectionLost(string code)
    {
        Lost++;
        CountError(code);
    }

    public void MessageSent(long dueMicroseconds, bool isLate)
    {
        Sent++;
        if (dueMicroseconds >= MeasuredFrom)
        {
            MeasuredSends++;
            Late += isLate ? 1 : 0;
        }
    }

    public void MessageAcknowledged(int owed, long dueMicroseconds, long now)
    {
        Acknowledged++;
        DeliveriesOwed += owed;
        if (dueMicroseconds >= MeasuredFrom)
        {
            Acknowledgements.Record(now - dueMicroseconds);
        }
    }

    public void MessageRefused(string code)
    {
        Refused++;
        CountError(code);
    }

    public void MessageDelivered(long dueMicroseconds, long now)
    {
        Delivered++;
        if (dueMicroseconds >= MeasuredFrom)
        {
            Deliveries.Record(now - dueMicroseconds);
            _measuredInInterval.Record(now - dueMicroseconds);
        }
        else
        {
            _unmeasuredInInterval.Record(now - dueMicroseconds);
        }
    }

    public void MessagesRecovered(int count) => Delivered += count;

    public void Resynced()
    {
        Resyncs++;
        CountError("RESYNC");
    }

    public void ToldOfGap(string code)
    {
        Gaps++;
        CountError(code);
    }

    public void CountError(string code) => CollectionsMarshal.GetValueRefOrAddDefault(_errors, code, out _)++;

    /// <summary>What is counted so far.</summary>
    public RunCounts Counts() => new()
    {
        Opened = Opened,
        Failed = Failed,
        Lost = Lost,
        Sent = Sent,
        Acknowledged = Acknowledged,
        Refused = Refused,
        Skipped = Skipped,
        MeasuredSends = MeasuredSends,
        Late = Late,
        Delivered = Delivered,
        DeliveriesOwed = DeliveriesOwed,
        Resyncs = Resyncs,
        Gaps = Gaps,
    };

    /// <summary>Closes an interval of the timeline.</summary>
    public RunSample Sample()
    {
        var now = clock.Microseconds;
        var seconds = Math.Max(now - _lastPoint.At, 1) / 1e6;
        var sample = new RunSample(
            now / RunSample.IntervalMicroseconds,
            now,
            Phase,
            Opened - Lost - Comebacks.Away,
            (Sent - _lastPoint.Sent) / seconds,
            (Delivered - _lastPoint.Delivered) / seconds,
            _unmeasuredInInterval.Counts(),
            _measuredInInterval.Counts(),
            new RunTotals(Failed + Lost, Sent, Acknowledged, Refused, Delivered, checker.Findings.Total));
        _lastPoint = (now, Sent, Delivered);
        _unmeasuredInInterval.Clear();
        _measuredInInterval.Clear();
        return sample;
    }

    public static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    private void NoteOpening()
    {
        if (Opened + Failed == connections)
        {
            _allOpened.TrySetResult();
        }
    }
}
