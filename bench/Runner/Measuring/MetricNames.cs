using System.Globalization;

namespace OrleansChat.Bench.Measuring;

/// <summary>How metrics are called and written.</summary>
internal static class MetricNames
{
    public static string Title(this MetricKind kind) => kind switch
    {
        MetricKind.ConnectsPerSecond => "connects/s",
        MetricKind.ConnectP99 => "connect p99, ms",
        MetricKind.CpuPerConnect => "server CPU, µs/connect",
        MetricKind.KilobytesPerConnection => "server KB/connection",
        MetricKind.CpuPercent => "server CPU, % of a core",
        MetricKind.CpuPerDelivery => "server CPU, µs/delivery",
        MetricKind.P50 => "p50, ms",
        MetricKind.P99 => "p99, ms",
        MetricKind.P999 => "p99.9, ms",
        MetricKind.GeneratorCpuPercent => "generator CPU, %",
        MetricKind.StolenPercent => "taken by the host, %",
        MetricKind.Saturation => "highest rate, msg/s",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown"),
    };

    /// <summary>Three digits say all that such a measurement knows.</summary>
    public static string Write(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
