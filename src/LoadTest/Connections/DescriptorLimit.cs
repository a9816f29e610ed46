using System.Globalization;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Connections;

/// <summary>Tells before a run, rather than in its middle, that a process may not open so many sockets.</summary>
internal static class DescriptorLimit
{
    /// <summary>What the runtime, the console and the report files need besides the connections.</summary>
    private const int Reserve = 250;

    /// <summary>Checks for a program that opens all connections in one process.</summary>
    /// <exception cref="LoadException">The limit is too low.</exception>
    public static void Check(int connections) => Check(connections, OwnLimits());

    /// <summary>Checks for a run that may have several processes; each has the limit of this one.</summary>
    /// <exception cref="LoadException">The limit is too low.</exception>
    public static void Check(LoadOptions options) => Check(options, OwnLimits());

    internal static void Check(int connections, IEnumerable<string> limits)
    {
        if (TooLow(connections, limits) is { } limit)
        {
            throw new LoadException(
                $"{connections} connections need {connections + Reserve} open files and this process may have {limit}: " +
                $"raise the limit (ulimit -n {connections + Reserve}) or lower --rooms or --users.");
        }
    }

    internal static void Check(LoadOptions options, IEnumerable<string> limits)
    {
        var connections = RunShare.Split(options).Max(share => share.Connections(options));
        if (TooLow(connections, limits) is { } limit)
        {
            throw new LoadException(
                $"{connections} connections{(options.Processes > 1 ? " in each process" : "")} need {connections + Reserve} open files and a process may have {limit}: " +
                $"{ProcessesNeeded(options, limit) switch { { } needed => $"use --processes {needed}, ", _ => "" }}" +
                $"raise the limit (ulimit -n {connections + Reserve}) or lower --rooms or --users.");
        }
    }

    /// <summary>How many processes would do; null where none would, as one room alone is too much.</summary>
    private static long? ProcessesNeeded(LoadOptions options, long limit)
    {
        var roomsOfAProcess = (limit - Reserve) / options.Users;
        var needed = roomsOfAProcess > 0 ? (options.Rooms + roomsOfAProcess - 1) / roomsOfAProcess : long.MaxValue;
        return needed <= LoadOptions.MaximumProcesses ? needed : null;
    }

    /// <summary>The limit, where it is too low.</summary>
    private static long? TooLow(int connections, IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var fields = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // The runtime raises its own soft limit to the hard one at the start, so the hard one counts.
        return fields is { Length: > 4 } && long.TryParse(fields[4], CultureInfo.InvariantCulture, out var limit) && limit < connections + Reserve ? limit : null;
    }

    private static IEnumerable<string> OwnLimits() => OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/limits") : [];
}
