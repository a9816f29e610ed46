using System.Globalization;

namespace OrleansChat.LoadTest.Connections;

/// <summary>Tells before a run, rather than in its middle, that the process may not open so many sockets.</summary>
internal static class DescriptorLimit
{
    /// <summary>What the runtime, the console and the report files need besides the connections.</summary>
    private const int Reserve = 250;

    /// <exception cref="LoadException">The limit is too low.</exception>
    public static void Check(int connections)
    {
        if (OperatingSystem.IsLinux())
        {
            Check(connections, File.ReadLines("/proc/self/limits"));
        }
    }

    internal static void Check(int connections, IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var fields = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // The runtime raises its own soft limit to the hard one at the start, so the hard one counts.
        if (fields is { Length: > 4 } && long.TryParse(fields[4], CultureInfo.InvariantCulture, out var limit) && limit < connections + Reserve)
        {
            throw new LoadException(
                $"{connections} connections need {connections + Reserve} open files and this process may have {limit}: " +
                $"raise the limit (ulimit -n {connections + Reserve}) or lower --rooms or --users.");
        }
    }
}
