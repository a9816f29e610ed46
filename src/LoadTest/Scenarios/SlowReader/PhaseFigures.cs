using System.Globalization;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>What was measured in one phase.</summary>
/// <param name="Kind"><c>quick</c> or <c>slow</c>.</param>
/// <param name="Deliveries">Deliveries to the members that are never slow.</param>
/// <param name="StolenSeconds">Seconds in which the machine's host took processor time away.</param>
/// <param name="MemoryAtBeginMegabytes">The server's resident memory; absent where its process is not known.</param>
/// <param name="LastMemberBytesPerSecond">What the last member read.</param>
/// <param name="Told">What it was told about its slowness.</param>
internal sealed record PhaseFigures(
    int Number,
    string Kind,
    long Deliveries,
    double P50Ms,
    double P99Ms,
    double MaximumMs,
    int StolenSeconds,
    double? MemoryAtBeginMegabytes,
    double? MemoryAtEndMegabytes,
    double LastMemberBytesPerSecond,
    IReadOnlyList<LadderEvent> Told)
{
    public static PhaseFigures Of(Phase phase) => new(
        phase.Number,
        phase.Name,
        phase.Latencies.Count,
        phase.Latencies.Percentile(0.50) / 1000.0,
        phase.Latencies.Percentile(0.99) / 1000.0,
        phase.Latencies.Maximum / 1000.0,
        phase.Stolen.Count,
        Megabytes(phase.MemoryAtBegin),
        Megabytes(phase.MemoryAtEnd),
        Math.Round(phase.LastMemberBytes / phase.Duration.TotalSeconds),
        [.. phase.Ladder.Events]);

    /// <summary>The figures in one line.</summary>
    public string Line()
    {
        var memory = MemoryAtBeginMegabytes is { } begin ? Text($" · server {begin:0.0} → {MemoryAtEndMegabytes:0.0} MB") : "";
        var told = Told.Count == 0 ? "" : " · told " + string.Join(", ", Told.Select(one => Text($"{one.Step} at {one.AtSeconds:0.0} s{(one.Detail.Length > 0 ? $" ({one.Detail})" : "")}")));
        var stolen = StolenSeconds == 0 ? "" : Text($" · {StolenSeconds} s disturbed");
        return Text($"{Number} {Kind,-5} p50 {P50Ms:0.00} · p99 {P99Ms:0.00} · longest {MaximumMs:0.0} ms · {Deliveries:N0} deliveries{stolen} · last member {LastMemberBytesPerSecond:N0} B/s{memory}{told}");
    }

    private static double? Megabytes(long bytes) => bytes == 0 ? null : Math.Round(bytes / 1048576.0, 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
