using System.Globalization;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>CPU time and memory of processes, from Linux's <c>/proc</c>.</summary>
/// <param name="CpuSeconds">User and system time so far.</param>
/// <param name="ResidentBytes">Resident memory.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, long ResidentBytes)
{
    /// <summary>The sum over some processes; one that has ended counts for nothing.</summary>
    public static ProcessUsage Of(IEnumerable<int> processes) => processes.Select(Of).Aggregate(
        default(ProcessUsage), (sum, one) => new ProcessUsage(sum.CpuSeconds + one.CpuSeconds, sum.ResidentBytes + one.ResidentBytes));

    private static ProcessUsage Of(int process)
    {
        try
        {
            // The name stands in parentheses and may hold spaces, so the fields are counted from behind it.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return new ProcessUsage(ticks / StolenTime.TicksPerSecond, long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
