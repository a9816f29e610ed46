using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansChat.Bench.Reporting;

/// <summary>What the figures depend on besides the servers.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="MemoryGigabytes">Memory.</param>
/// <param name="System">Kernel and architecture.</param>
/// <param name="DotNet">The runtime.</param>
/// <param name="LoadAverage">How many processes were running a minute ago on average: others that want the processors make every figure worse.</param>
internal sealed record MachineFacts(string Processor, int Cores, double MemoryGigabytes, string System, string DotNet, double LoadAverage)
{
    public static MachineFacts Here() => new(
        ReadProcessor("/proc/cpuinfo"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        ReadLoad("/proc/loadavg"));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Cores} × {Processor}, {MemoryGigabytes:0.#} GB, {System}, {DotNet}; load average at the end {LoadAverage:0.0}");

    private static string ReadProcessor(string file) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "processor"
        : "processor";

    private static double ReadLoad(string file) =>
        File.Exists(file) && double.TryParse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : 0;
}
