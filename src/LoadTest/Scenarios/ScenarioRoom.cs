using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>The one room of a scenario: its code, its clock, and what checks it. One lock guards all that its members observe.</summary>
/// <param name="run">A name that no other run has.</param>
/// <param name="scenario">What the room's code ends with.</param>
internal sealed class ScenarioRoom(string run, string scenario)
{
    private long _lastNumber;

    public Lock Gate { get; } = new();

    public RunClock Clock { get; } = new();

    public Findings Findings { get; } = new();

    public string Code { get; } = $"LOAD-{run}-{scenario}";

    public string Run => run;

    public ReadOnlyMemory<byte> RunBytes { get; } = Encoding.ASCII.GetBytes(run);

    /// <summary>What holds the room against its promises; under <see cref="Gate"/>.</summary>
    public RoomChecker Checker => field ??= new RoomChecker(Code, Findings);

    /// <summary>The number of the next message, which is its key as well; under <see cref="Gate"/>.</summary>
    public long TakeNumber() => ++_lastNumber;
}
