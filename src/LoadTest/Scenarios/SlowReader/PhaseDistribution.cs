namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>
/// The latencies of some phases, and how far chance alone could have moved them. What disturbs one delivery disturbs its neighbours, so whole seconds
/// are drawn anew, not single deliveries (a block bootstrap): a pause of the machine that made a hundred slow deliveries counts as one event.
/// </summary>
internal sealed class PhaseDistribution
{
    private readonly (long Microseconds, int Block)[] _longestFirst;
    private readonly int[] _blockSizes;

    public PhaseDistribution(IReadOnlyList<IReadOnlyList<PhaseSample>> phases)
    {
        var blocks = new Dictionary<(int Phase, int Second), int>();
        List<(long, int)> samples = [];
        for (var phase = 0; phase < phases.Count; phase++)
        {
            foreach (var sample in phases[phase])
            {
                if (!blocks.TryGetValue((phase, sample.Second), out var block))
                {
                    blocks.Add((phase, sample.Second), block = blocks.Count);
                }

                samples.Add((sample.Microseconds, block));
            }
        }

        samples.Sort((left, right) => right.Item1.CompareTo(left.Item1));
        _longestFirst = [.. samples];
        _blockSizes = new int[blocks.Count];
        foreach (var (_, block) in _longestFirst)
        {
            _blockSizes[block]++;
        }
    }

    public int Count => _longestFirst.Length;

    /// <summary>The least latency that the given share does not exceed, in microseconds.</summary>
    public long Percentile(double share) => Percentile(share, Enumerable.Repeat(1, _blockSizes.Length).ToArray());

    /// <summary>The same, had other seconds happened to be measured.</summary>
    public long Resampled(double share, Random random)
    {
        var times = new int[_blockSizes.Length];
        for (var drawn = 0; drawn < times.Length; drawn++)
        {
            times[random.Next(times.Length)]++;
        }

        return Percentile(share, times);
    }

    /// <summary>From the longest down, as only few are longer than the percentiles that matter.</summary>
    private long Percentile(double share, int[] times)
    {
        var total = 0L;
        for (var block = 0; block < times.Length; block++)
        {
            total += (long)times[block] * _blockSizes[block];
        }

        var longer = total - Math.Max(1, (long)Math.Ceiling(share * total));
        foreach (var (microseconds, block) in _longestFirst)
        {
            longer -= times[block];
            if (longer < 0)
            {
                return microseconds;
            }
        }

        return 0;
    }
}
