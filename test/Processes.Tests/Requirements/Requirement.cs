namespace OrleansChat.Processes.Tests.Requirements;

/// <summary>What a test needs that not every machine or build has.</summary>
internal static class Requirement
{
    private const string RedisServerName = "redis-server";

    /// <summary>Redis' server program; null where it is not on the PATH.</summary>
    public static string? RedisServer { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, RedisServerName))
        .FirstOrDefault(File.Exists);

    /// <summary>Why tests of several processes are left out; null where they run.</summary>
    public static string? WhyNoCluster =>
        WhyNoSignals
        ?? (Build.IsMicrosoft ? null : "A cluster needs the Microsoft runtime; this build has the embedded one, which is one process.")
        // On a CI machine nobody reads why a test was skipped: there it runs, and fails for want of the server.
        ?? (RedisServer is not null || IsCi ? null : $"{RedisServerName} is missing: install it and put it on the PATH.");

    /// <summary>Why tests of one process are left out; null where they run.</summary>
    public static string? WhyNoSingleProcess =>
        WhyNoSignals ?? (Build.IsMicrosoft ? "One process alone is tested on the embedded runtime; this build has Microsoft's." : null);

    private static string? WhyNoSignals => OperatingSystem.IsWindows() ? "Signals between processes need Unix." : null;

    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
