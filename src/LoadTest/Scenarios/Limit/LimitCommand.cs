using System.CommandLine;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>The command line of the scenario <c>limit</c>.</summary>
internal sealed class LimitCommand(string directory) : ScenarioCommand(directory, "Seconds in which refusals are not heeded.")
{
    private readonly Option<int> _connections = LoadCommand.Number("--connections", "Connections of the one user, spread over all servers.", 10, 1, 1000);
    private readonly Option<double> _attempts = LoadCommand.Number<double>("--attempts", "Sends a second that are tried at the most, all connections together.", 1000, 0.1, 1_000_000);
    private readonly Option<int> _slack = LoadCommand.Number("--slack", "Messages more that the limit may let through in any time.", 5, 0, 1000);
    private readonly Option<int> _waits = LoadCommand.Number("--waits", "How often it is waited as long as a refusal says, to see that the next send is accepted.", 3, 1, 1000);

    public override string Name => "limit";

    protected override string Description =>
        "Lets one user send as fast as he may over several connections and servers, and proves from what was accepted that his limit held in every interval.";

    protected override IEnumerable<Option> Options => [_connections, _attempts, _slack, _waits];

    protected override Task<int> RunAsync(ParseResult parsed, ScenarioProgram program, CancellationToken cancellationToken)
    {
        var options = new LimitOptions(Common(parsed))
        {
            Connections = parsed.GetValue(_connections),
            Attempts = parsed.GetValue(_attempts),
            Slack = parsed.GetValue(_slack),
            Waits = parsed.GetValue(_waits),
        };
        return program.RunAsync(
            options.JsonFile,
            (progress, stop) => new LimitRun(options, progress).RunAsync(stop),
            report => (report.Verdict, report.Lines(), report.Violations),
            cancellationToken);
    }
}
