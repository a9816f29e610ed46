namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>The seconds of a phase in which the host took processor time away, found from readings of a counter.</summary>
internal sealed class StolenSeconds
{
    private readonly HashSet<int> _seconds = [];
    private (int Second, long Ticks)? _last;

    public int Count => _seconds.Count;

    public bool Contains(int second) => _seconds.Contains(second);

    /// <summary>Takes a reading. Where the counter has grown since the last one, all seconds in between are named, the first and the last with them.</summary>
    /// <param name="second">The second of the phase.</param>
    /// <param name="ticks">What the counter says.</param>
    public void Read(int second, long ticks)
    {
        if (_last is { } last && ticks > last.Ticks)
        {
            _seconds.UnionWith(Enumerable.Range(last.Second, second - last.Second + 1));
        }

        _last = (second, ticks);
    }
}
