using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Mix;

/// <summary>Counts what clients do besides sending; under the recorder's lock.</summary>
internal sealed class ActionCounter
{
    private readonly SortedDictionary<ActionKind, Counts> _kinds = [];
    private long _stoodIn;

    /// <summary>Members that leave or have left, and are not back.</summary>
    public long Away { get; private set; }

    public void Begun(ActionKind kind) => Of(kind).Done++;

    /// <summary>An action was taken.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="microseconds">How long that took from when it was due; null where it is not measured.</param>
    public void Acknowledged(ActionKind kind, long? microseconds)
    {
        var counts = Of(kind);
        counts.Acknowledged++;
        if (microseconds is { } measured)
        {
            counts.Answers.Record(measured);
        }
    }

    public void Refused(ActionKind kind) => Of(kind).Refused++;

    public void WentAway() => Away++;

    public void CameBack() => Away--;

    /// <summary>A frame told a member of an action of this kind.</summary>
    public void Told(ActionKind kind) => Of(kind).Told++;

    public void StoodIn() => _stoodIn++;

    public ActionResult Result() => new(
        [.. _kinds.Select(kind => new ActionTally(kind.Key, kind.Value.Done, kind.Value.Acknowledged, kind.Value.Refused, kind.Value.Told, kind.Value.Answers.Counts()))],
        _stoodIn);

    private Counts Of(ActionKind kind)
    {
        if (!_kinds.TryGetValue(kind, out var counts))
        {
            _kinds.Add(kind, counts = new Counts());
        }

        return counts;
    }

    private sealed class Counts
    {
        public long Done { get; set; }

        public long Acknowledged { get; set; }

        public long Refused { get; set; }

        public long Told { get; set; }

        public LatencyHistogram Answers { get; } = new();
    }
}
