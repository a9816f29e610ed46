using System.Runtime.CompilerServices;

namespace OrleansChat.Simulation.Tests.Seeds;

/// <summary>What runs under a simulation must have no source of order or time beside its seams.</summary>
public sealed class BannedNamesTests
{
    private static readonly string[] Folders = ["Grains", "Gateway/Rooms", "Gateway/Connections", "Gateway/Fanout", "Gateway/RateLimits", "Simulation"];

    private static readonly string[] Banned =
    [
        "Task.Run(", "Task.Factory", "ConfigureAwait(false)", "CancelAsync(", "CancelAfter(", "ReadAllAsync(", "new Timer(", "new PeriodicTimer(",
        "DateTime.UtcNow", "DateTime.Now", "DateTimeOffset.UtcNow", "DateTimeOffset.Now", "TickCount", "Stopwatch", "new Thread(", "Thread.Sleep", "ThreadPool.",
        "Random.Shared", "new Random(", "RandomNumberGenerator", "Guid.NewGuid", "Parallel.", "HashCode.Combine", "RunContinuationsAsynchronously",
    ];

    /// <summary>Where a banned name is right, and why.</summary>
    private static readonly Dictionary<(string File, string Name), string> Allowed = new()
    {
        [("LinkScheduler.cs", "Task.Factory")] = "starts work on the scheduler that it was given",
        [("SipHash.cs", "RandomNumberGenerator")] = "makes a secret that decides nothing but which digest stands for a key, and digests are only looked up",
        [("SeedRun.cs", "new Thread(")] = "plays simulations side by side, outside of them all",
        [("SeedRun.cs", "Stopwatch")] = "measures how long a run of simulations takes for people",
    };

    [Fact]
    public void Sources_UnderSimulation_UseNoThreadTimerClockOrChanceOfTheirOwn()
    {
        var files = Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(SourceFolder(), folder), "*.cs", SearchOption.AllDirectories)).ToArray();
        Assert.True(files.Length > 80, $"Only {files.Length} source files were found.");

        var uses = files.SelectMany(file => File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Banned.Where(name => line.Contains(name, StringComparison.Ordinal)))
            .Select(name => (File: Path.GetFileName(file), Name: name)));

        Assert.Empty(uses.Where(use => !Allowed.ContainsKey(use)).Select(use => $"{use.File}: {use.Name}"));
    }

    private static string SourceFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src");
}
