using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>A stretch of the run in which one member is slow, or nobody.</summary>
/// <param name="number">Its place in the run, from 1.</param>
/// <param name="isSlow">Whether a member is slow.</param>
/// <param name="from">Its begin on the room's clock, in microseconds.</param>
/// <param name="duration">How long it lasts.</param>
internal sealed class Phase(int number, bool isSlow, long from, TimeSpan duration)
{
    private readonly List<PhaseSample> _samples = [];

    public int Number => number;

    public bool IsSlow => isSlow;

    public string Name => isSlow ? "slow" : "quick";

    public TimeSpan Duration => duration;

    public long To { get; } = from + (long)duration.TotalMicroseconds;

    public IReadOnlyList<PhaseSample> Samples => _samples;

    /// <summary>Those of seconds in which the machine had its processors to itself.</summary>
    public IReadOnlyList<PhaseSample> Undisturbed => _samples.FindAll(sample => !Stolen.Contains(sample.Second));

    /// <summary>The other seconds.</summary>
    public StolenSeconds Stolen { get; } = new();

    public LatencyHistogram Latencies { get; } = new();

    /// <summary>What the slow member was told.</summary>
    public Ladder Ladder { get; } = new();

    /// <summary>What the last member's socket took meanwhile.</summary>
    public long LastMemberBytes { get; set; }

    /// <summary>The server's resident memory at the begin.</summary>
    public long MemoryAtBegin { get; set; }

    /// <summary>The server's resident memory at the end.</summary>
    public long MemoryAtEnd { get; set; }

    /// <summary>Takes note of how much processor time the host has taken away so far.</summary>
    public void NoteStolen(long ticks, long now) => Stolen.Read((int)((now - from) / 1_000_000), ticks);

    public double SecondsSince(long now) => Math.Round((now - from) / 1e6, 1);

    /// <summary>Takes a delivery, if its message was due in this phase; by then the next phase may have begun.</summary>
    public bool TryAdd(long due, long now)
    {
        if (due < from || due >= To)
        {
            return false;
        }

        _samples.Add(new PhaseSample((int)((due - from) / 1_000_000), now - due));
        Latencies.Record(now - due);
        return true;
    }
}
