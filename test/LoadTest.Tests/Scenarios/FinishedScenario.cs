using System.Text.Json;
using OrleansChat.LoadTest.Tests.Fakes;
using Spectre.Console;

namespace OrleansChat.LoadTest.Tests.Scenarios;

/// <summary>A run of the whole program with a scenario, with what it left behind.</summary>
public sealed record FinishedScenario(int ExitCode, string Output, JsonElement Report)
{
    /// <summary>Runs a scenario against a server.</summary>
    public static Task<FinishedScenario> AgainstAsync(FakeChatServer server, string scenario, params string[] arguments) =>
        RunAsync(["--scenario", scenario, "--url", server.Address, .. arguments]);

    /// <summary>Runs the program with just these arguments and its figures in a directory of their own.</summary>
    public static async Task<FinishedScenario> RunAsync(params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("scenario-").FullName;
        try
        {
            var json = Path.Combine(directory, "report.json");
            var output = new StringWriter();
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
            console.Profile.Width = 1000;
            var exitCode = await new LoadProgram(console, directory).RunAsync([.. arguments, "--json", json]);
            var report = File.Exists(json) ? JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(json)) : default;
            return new FinishedScenario(exitCode, output.ToString(), report);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
