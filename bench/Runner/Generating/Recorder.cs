using System.Runtime.InteropServices;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Generating;

/// <summary>What happened, as numbers. Latency runs from when a message was due; a generator that lags must not hide what it caused.</summary>
internal sealed class Recorder(RunClock clock)
{
    /// <summary>A message that leaves later than this is late: well above a scheduler's time slice, well below the latencies that matter.</summary>
    public const long LateMicroseconds = 20_000;

    private readonly Dictionary<string, long> _troubles = [];
    private long _measuredFrom = long.MaxValue;
    private long _measuredUntil = long.MaxValue;

    public RunClock Clock => clock;

    /// <summary>When the bytes that are being read arrived.</summary>
    public long Now { get; set; }

    public LatencyHistogram Connects { get; } = new();

    public LatencyHistogram Deliveries { get; } = new();

    public LatencyHistogram Acknowledgements { get; } = new();

    /// <summary>All deliveries since the fleet began.</summary>
    public long DeliveredEver { get; private set; }

    public long Sent { get; private set; }

    public long Late { get; private set; }

    /// <summary>What went wrong, by its name.</summary>
    public IReadOnlyDictionary<string, long> Troubles => _troubles;

    /// <summary>Begins anew: only messages that are due in this span count.</summary>
    public void Measure(long from, long until)
    {
        (_measuredFrom, _measuredUntil) = (from, until);
        (Sent, Late) = (0, 0);
        Deliveries.Clear();
        Acknowledgements.Clear();
    }

    public void SentOne(long due, long now)
    {
        if (IsMeasured(due))
        {
            Sent++;
            Late += now - due > LateMicroseconds ? 1 : 0;
        }
    }

    public void Delivered(long due)
    {
        DeliveredEver++;
        if (IsMeasured(due))
        {
            Deliveries.Record(Now - due);
        }
    }

    public void Acknowledged(long due)
    {
        if (IsMeasured(due))
        {
            Acknowledgements.Record(Now - due);
        }
    }

    public void Refused(string reason) => Trouble("refused: " + reason);

    public void Trouble(string name) => CollectionsMarshal.GetValueRefOrAddDefault(_troubles, name, out _)++;

    private bool IsMeasured(long due) => due >= _measuredFrom && due < _measuredUntil;
}
