using System.Globalization;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Reporting;

/// <summary>
/// How many processors others keep busy while the bench itself waits: what Linux's <c>/proc/stat</c> (proc(5)) counts as anything but idle, the host's share included.
/// The load average would not do: for minutes it remembers the bench's own build.
/// </summary>
internal static class OtherWork
{
    private const int Fields = 8;

    private const int Idle = 3;

    private const int InputAndOutput = 4;

    /// <summary>Long enough that a hundredth of a processor shows, short enough not to be waited for.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    /// <summary>Processors kept busy over the next three seconds; 0 where the system does not tell.</summary>
    public static async Task<double> WatchAsync(CancellationToken stop)
    {
        if (!File.Exists("/proc/stat"))
        {
            return 0;
        }

        var (before, began) = (BusyTicks(FirstLine()), TimeProvider.System.GetTimestamp());
        await Task.Delay(Watched, stop);
        return Math.Max(0, BusyTicks(FirstLine()) - before) / StolenTime.TicksPerSecond / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Ticks since the machine started in which its processors did not idle, by the first line of <c>/proc/stat</c>; 0 for anything else.</summary>
    internal static long BusyTicks(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["cpu", ..] || fields.Length <= Fields)
        {
            return 0;
        }

        long sum = 0;
        for (var field = 0; field < Fields; field++)
        {
            if (field is not (Idle or InputAndOutput) && long.TryParse(fields[field + 1], CultureInfo.InvariantCulture, out var ticks))
            {
                sum += ticks;
            }
        }

        return sum;
    }

    private static string FirstLine() => File.ReadLines("/proc/stat").FirstOrDefault("");
}
