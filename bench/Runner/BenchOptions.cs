namespace OrleansChat.Bench;

/// <summary>What shall be measured.</summary>
internal sealed record BenchOptions
{
    /// <summary>The working copy.</summary>
    public required string Root { get; init; }

    /// <summary>Which runtime's outputs are measured.</summary>
    public required CommandLine.Runtimes.OrleansRuntime Runtime { get; init; }

    /// <summary>Short steps, no search for the highest rate, a smaller hot room.</summary>
    public required bool IsQuick { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Keys of contenders.</summary>
    public required IReadOnlyList<string> Contenders { get; init; }

    /// <summary>Keys of workloads.</summary>
    public required IReadOnlyList<string> Workloads { get; init; }

    /// <summary>Where the reports go.</summary>
    public required string Folder { get; init; }

    public string JsonFile => Path.Combine(Folder, "bench-report.json");

    public string PageFile => Path.Combine(Folder, "bench-report.html");
}
