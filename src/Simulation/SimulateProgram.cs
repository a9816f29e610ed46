using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Running;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation;

/// <summary>The program from its arguments to its exit code.</summary>
internal static class SimulateProgram
{
    private const int Failed = 1;
    private const int Misused = 2;

    /// <summary>Plays what the arguments ask for, or says in one line what is wrong with them.</summary>
    /// <param name="arguments">The options, see <c>--help</c>.</param>
    /// <param name="errors">Where a wrong argument is told.</param>
    /// <returns>0 when every promise held, 1 when one was broken, 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter errors)
    {
        var seeds = new Option<int>("--seeds") { Description = "How many seeds to play.", DefaultValueFactory = _ => 1000 };
        var from = new Option<long>("--from") { Description = "The first of them.", DefaultValueFactory = _ => 1 };
        var steps = new Option<int>("--steps") { Description = "Steps before the world heals.", DefaultValueFactory = _ => 2000 };
        var seed = new Option<long?>("--seed") { Description = "Play one seed." };
        var trace = new Option<bool>("--trace") { Description = "Say all that happens: when, who, what." };
        var turns = new Option<bool>("--turns") { Description = "In the trace, name every step too." };
        var faults = new Option<FaultKinds>("--faults") { Description = "Only these faults, such as ClientDrop,SiloKill; All,Storm for mixtures that nothing is promised for; All,NoChanges where nobody changes messages.", DefaultValueFactory = _ => FaultKinds.All };
        var command = new RootCommand("Plays simulations of the chat, one a seed, and says which promises were broken.") { seeds, from, steps, seed, trace, turns, faults };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(parsed.GetValue(seed) is { } one
            ? Replay(one, parsed.GetValue(steps), parsed.GetValue(faults), parsed.GetValue(trace), parsed.GetValue(turns))
            : Play(parsed.GetValue(from), parsed.GetValue(seeds), parsed.GetValue(steps), parsed.GetValue(faults), cancellationToken)));
        seeds.Validators.Add(AtLeastOne);
        steps.Validators.Add(AtLeastOne);

        var given = command.Parse(arguments);
        if (given.Errors.Count > 0)
        {
            // What a fault may be called is told a line each.
            var error = given.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd(' ', '.');
            await errors.WriteLineAsync($"{error}. See: dotnet chat.cs simulate --help");
            return Misused;
        }

        return await given.InvokeAsync();
    }

    private static void AtLeastOne(OptionResult result)
    {
        // What is no number at all is the parser's to tell.
        if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out var count) && count < 1)
        {
            result.AddError($"{result.Option.Name} must be at least 1");
        }
    }

    private static int Replay(long seed, int steps, FaultKinds faults, bool isTraced, bool hasTurns)
    {
        var outcome = Running.Simulation.Run(seed, steps, faults, new Trace(isTraced ? Console.Out : null, hasTurns));
        Console.WriteLine(FormattableString.Invariant(
            $"seed {seed}: {outcome.Steps} steps in {outcome.Time.TotalSeconds:0.0} s of virtual time, trace {outcome.Hash:x16}, {outcome.Violations.Count} violations"));
        foreach (var violation in outcome.Violations)
        {
            Console.WriteLine($"  {violation}");
        }

        return outcome.Passed ? 0 : Failed;
    }

    private static int Play(long from, int seeds, int steps, FaultKinds faults, CancellationToken cancellationToken)
    {
        var report = new SeedRun(from, seeds, steps, faults).Run(ConsoleProgress.Write, cancellationToken);
        Console.WriteLine(report);
        return report.Failures.Count == 0 ? 0 : Failed;
    }
}
