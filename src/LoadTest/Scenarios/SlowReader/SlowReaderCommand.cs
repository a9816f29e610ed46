using System.CommandLine;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>The command line of the scenario <c>slow-reader</c>.</summary>
internal sealed class SlowReaderCommand(string directory) : ScenarioCommand(directory, "Seconds of each phase.")
{
    private readonly Option<int> _roomSize = LoadCommand.Number("--room-size", "Members of the room, the slow one among them.", 7, 3, 1000);
    private readonly Option<double> _rate = LoadCommand.Number<double>("--rate", "Messages a second; all but the slow member send in turn.", 50, 0.1, 100_000);
    private readonly Option<int> _slowBytes = LoadCommand.Number("--slow-bytes", "Bytes a second that the slow member reads.", 1024, 1, 1_000_000);
    private readonly Option<int> _rounds = LoadCommand.Number("--rounds", "How often it is measured without and with a slow member, in turn.", 2, 1, 1000);
    private readonly Option<double> _warmup = LoadCommand.Number<double>("--warmup", "Seconds of sending before the first phase.", 10, 0, 10_000);
    private readonly Option<double> _settle = LoadCommand.Number<double>("--settle", "Seconds between two phases that belong to neither.", 2, 0, 600);
    private readonly Option<double> _memoryBound = LoadCommand.Number<double>("--memory-bound", "Megabytes by which the server's memory may grow in a slow phase, beyond what it grew by in the phase before.", 16, 0, 100_000);
    private readonly Option<int[]> _pid = new("--pid", "--server-pid")
    {
        Description = "Process of the server whose memory is watched (Linux); may be given several times.", DefaultValueFactory = _ => [],
    };

    public override string Name => "slow-reader";

    protected override string Description =>
        "Compares a room in which one member reads slowly with the same room in which nobody does: the others must not notice, the server must not grow, and the slow one must be told what is left out.";

    protected override IEnumerable<Option> Options => [_roomSize, _rate, _slowBytes, _rounds, _warmup, _settle, _memoryBound, _pid];

    protected override Task<int> RunAsync(ParseResult parsed, ScenarioProgram program, CancellationToken cancellationToken)
    {
        var options = new SlowReaderOptions(Common(parsed))
        {
            RoomSize = parsed.GetValue(_roomSize),
            Rate = parsed.GetValue(_rate),
            SlowBytes = parsed.GetValue(_slowBytes),
            Rounds = parsed.GetValue(_rounds),
            Warmup = TimeSpan.FromSeconds(parsed.GetValue(_warmup)),
            Settle = TimeSpan.FromSeconds(parsed.GetValue(_settle)),
            MemoryBound = parsed.GetValue(_memoryBound),
            ServerProcesses = parsed.GetValue(_pid)!,
        };
        return program.RunAsync(
            options.JsonFile,
            (progress, stop) => new SlowReaderRun(options, progress).RunAsync(stop),
            report => (report.Verdict, report.Lines(), report.Violations),
            cancellationToken);
    }
}
