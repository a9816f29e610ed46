using System.Globalization;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>
/// Processor time that the host of this virtual machine gave to others while this one wanted it: <c>steal</c> in Linux's <c>/proc/stat</c> (proc(5)).
/// Whatever is measured while it grows, the host's other guests are measured with it.
/// </summary>
internal static class StolenTime
{
    /// <summary>Where it stands behind the word <c>cpu</c>: user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    private const int Field = 8;

    /// <summary>The kernel reports times to user space in hundredths of a second on every architecture.</summary>
    public const double TicksPerSecond = 100;

    /// <summary>Ticks since the machine started, over all its processors; 0 where the system does not tell.</summary>
    public static long Ticks()
    {
        try
        {
            return Parse(File.ReadLines("/proc/stat").FirstOrDefault(""));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Reads the first line of <c>/proc/stat</c>; 0 for anything else.</summary>
    internal static long Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is ["cpu", ..] && fields.Length > Field && long.TryParse(fields[Field], CultureInfo.InvariantCulture, out var ticks) ? ticks : 0;
    }
}
