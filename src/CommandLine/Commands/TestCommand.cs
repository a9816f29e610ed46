using System.CommandLine;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Runtimes;
using OrleansChat.CommandLine.Testing;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs test</c>: builds everything once and runs every suite; the last line counts the tests.</summary>
internal sealed class TestCommand : ChatCommand
{
    private const string Help = """
        dotnet chat.cs test [--filter TEXT] [--runtime auto|microsoft|embedded]

        Builds everything and runs every test suite. The last line says how many tests passed, failed and were skipped.

          --filter TEXT   only tests whose full name holds the text, or a filter expression of `dotnet test`
          --runtime NAME  what runs the grains: microsoft, embedded, or auto to try again; remembered
        """;

    private readonly Repository _repository;
    private readonly Terminal _terminal;
    private readonly Option<string?> _filter = new("--filter");

    public TestCommand(Repository repository, Terminal terminal, RuntimeOption runtime)
        : base("test", "Run every test suite.")
    {
        _repository = repository;
        _terminal = terminal;
        Add(_filter);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(_filter), parsed.GetValue(runtime), cancellationToken));
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken)
    {
        _terminal.Say(Help);
        return Task.FromResult(0);
    }

    private async Task<int> RunAsync(string? filter, RequestedRuntime? requested, CancellationToken cancellationToken)
    {
        var build = new DotNetBuild(_repository, _terminal);
        var choice = await new RuntimeChooser(new RememberedRuntime(_repository.RuntimeProps), build.RestoreMicrosoftAsync)
            .ChooseAsync(requested, cancellationToken);
        _terminal.Say(choice.ToString());
        await build.BuildAsync(_repository.Solution, choice.Runtime, cancellationToken);
        await new WebApp(_repository, _terminal).BuildAsync(cancellationToken);

        var suites = TestSuite.FindAll(_repository, choice.Runtime);
        if (choice.Runtime != OrleansRuntime.Embedded)
            _terminal.Say($"{string.Join(" and ", TestSuite.EmbeddedOnly)} are left out: they need the embedded runtime.");
        var results = await new TestRun(_repository, _terminal, filter).RunAsync(suites, cancellationToken);
        var totals = TestTotals.Of(results);
        if (totals.None)
            _terminal.Fail(filter is null ? "No test was found." : $"No test matches '{filter}'.");
        _terminal.Say(totals.ToString());
        return totals is { None: false, Failed: 0 } ? 0 : 1;
    }
}
