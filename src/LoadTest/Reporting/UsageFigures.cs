using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What processes spent while it was measured.</summary>
/// <param name="CpuPercent">CPU time by wall-clock time; 100 is one core.</param>
/// <param name="CpuMicrosecondsPerDelivery">CPU time by deliveries.</param>
/// <param name="ResidentMegabytes">Resident memory at the end.</param>
internal sealed record UsageFigures(double CpuPercent, double CpuMicrosecondsPerDelivery, double ResidentMegabytes)
{
    public static UsageFigures? OfServer(RunUsage usage) => usage.KnowsServer ? Of(usage, usage.ServerCpuSeconds, usage.ServerResidentBytes) : null;

    public static UsageFigures OfLoadTester(RunUsage usage) => Of(usage, usage.OwnCpuSeconds, usage.OwnResidentBytes);

    private static UsageFigures Of(RunUsage usage, double cpuSeconds, long residentBytes) => new(
        Math.Round(100 * cpuSeconds / Math.Max(usage.Seconds, 0.001), 1),
        Math.Round(1e6 * cpuSeconds / Math.Max(usage.Delivered, 1), 1),
        Math.Round(residentBytes / 1048576.0, 1));
}
