using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansChat.Bench.Reporting;

/// <summary>What the figures depend on besides the servers.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="MemoryGigabytes">Memory.</param>
/// <param name="System">Kernel and architecture.</param>
/// <param name="DotNet">The runtime.</param>
/// <param name="OthersCores">How many processors others kept busy just before the first session.</param>
internal sealed record MachineFacts(string Processor, int Cores, double MemoryGigabytes, string System, string DotNet, double OthersCores)
{
    /// <summary>With more than this share of the processors with others, servers wait for them: their latencies are then the machine's.</summary>
    private const double BusyShare = 0.1;

    /// <summary>What is to be said where the machine had other work; null where it had not.</summary>
    public string? Warning => OthersCores <= BusyShare * Cores
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"This machine was busy with other things ({OthersCores:0.0} of {Cores} processors before the first session): go by CPU time and its ratios, not by latencies, connects/s and highest rates.");

    public static async Task<MachineFacts> LookAsync(CancellationToken stop) => new(
        ReadProcessor("/proc/cpuinfo"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        await OtherWork.WatchAsync(stop));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Cores} × {Processor}, {MemoryGigabytes:0.#} GB, {System}, {DotNet}");

    private static string ReadProcessor(string file) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "processor"
        : "processor";
}
