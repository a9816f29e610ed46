using System.Runtime.CompilerServices;

namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>The runtime must have no source of order or time beside its seams.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Banned =
    [
        "Task.Run(", "Task.Factory", "Task.Delay(", "ConfigureAwait(false)", "CancelAsync(", "CancelAfter(", "new Timer(", "PeriodicTimer", "DateTime.UtcNow",
        "DateTime.Now", "DateTimeOffset.UtcNow", "DateTimeOffset.Now", "TickCount", "Stopwatch", "new Thread(", "Thread.", "ThreadPool.",
        "Random.Shared", "Guid.NewGuid", "Parallel.",
    ];

    [Fact]
    public void Source_OutsideOfTheThreadPoolScheduler_UsesNoThreadTimerOrClockOfItsOwn()
    {
        var files = Directory.GetFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "ThreadPoolTurnScheduler.cs")
            .ToArray();
        Assert.True(files.Length > 50, $"Only {files.Length} source files were found.");

        var uses = files.SelectMany(file => File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Banned.Where(name => line.Contains(name, StringComparison.Ordinal)))
            .Select(name => $"{Path.GetFileName(file)}: {name}"));

        Assert.Empty(uses);
    }

    private static string SourceFolder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src", "Orleans.Embedded");
}
