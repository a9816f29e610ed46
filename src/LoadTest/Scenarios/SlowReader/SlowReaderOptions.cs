using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>What the scenario <c>slow-reader</c> is told; its duration is that of each phase.</summary>
internal sealed record SlowReaderOptions : ScenarioOptions
{
    /// <summary>Adds to what all scenarios are told.</summary>
    [SetsRequiredMembers]
    public SlowReaderOptions(ScenarioOptions common)
        : base(common)
    {
    }

    /// <summary>Members of the room, the slow one among them.</summary>
    public int RoomSize { get; init; } = 7;

    /// <summary>Messages a second; all but the slow one send in turn.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>What the slow one reads, in bytes a second.</summary>
    public int SlowBytes { get; init; } = 1024;

    /// <summary>How often it is measured without and with a slow member, in turn.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>How long is sent before the first phase: the first messages pay for compilation, on both sides.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long is waited between two phases, so that a join and a leave fall into neither.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>By how many megabytes more than in the phase before the server's memory may grow in a slow phase.</summary>
    public double MemoryBound { get; init; } = 16;

    /// <summary>By how much the others' p99 may move: 0.1 is a tenth.</summary>
    public double Tolerance { get; init; } = 0.10;

    /// <summary>Process of the server whose memory is watched.</summary>
    public IReadOnlyList<int> ServerProcesses { get; init; } = [];
}
