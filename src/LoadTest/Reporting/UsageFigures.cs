using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What processes spent while it was measured.</summary>
/// <param name="CpuPercent">CPU time by wall-clock time; 100 is one core.</param>
/// <param name="CpuMicrosecondsPerDelivery">CPU time by deliveries.</param>
/// <param name="ResidentMegabytes">Resident memory at the end.</param>
internal sealed record UsageFigures(double CpuPercent, double CpuMicrosecondsPerDelivery, double ResidentMegabytes)
{
    public static UsageFigures? OfServer(IReadOnlyList<ShareUsage> processes) =>
        processes.FirstOrDefault(process => process.Server is not null) is { Server: { } server } watcher
            ? Of([(server, watcher.Seconds)], processes.Sum(process => process.Delivered))
            : null;

    public static UsageFigures OfLoadTester(IReadOnlyList<ShareUsage> processes) =>
        Of(processes.Select(process => (process.Own, process.Seconds)), processes.Sum(process => process.Delivered));

    private static UsageFigures Of(IEnumerable<(ProcessUsage Usage, double Seconds)> processes, long delivered)
    {
        var (percent, seconds, bytes) = (0.0, 0.0, 0L);
        foreach (var (usage, measured) in processes)
        {
            percent += 100 * usage.CpuSeconds / Math.Max(measured, 0.001);
            seconds += usage.CpuSeconds;
            bytes += usage.ResidentBytes;
        }

        return new UsageFigures(Math.Round(percent, 1), Math.Round(1e6 * seconds / Math.Max(delivered, 1), 1), Math.Round(bytes / 1048576.0, 1));
    }
}
