using System.Text.Json;
using OrleansChat.LoadTest.Tests.Fakes;
using Spectre.Console;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

/// <summary>A run of the whole program, with what it left behind.</summary>
public sealed record FinishedRun(int ExitCode, string Output, JsonElement Report, string Page)
{
    /// <summary>Runs the program against a server; a short but real load.</summary>
    public static Task<FinishedRun> AgainstAsync(FakeChatServer server, params string[] arguments) =>
        WithKeyAsync(server, ["--rate", "60", "--warmup", "0.2", "--duration", "0.8", .. arguments]);

    /// <summary>Runs the program with a mix, 200 actions of it.</summary>
    public static Task<FinishedRun> MixedAsync(FakeChatServer server, params string[] arguments) =>
        WithKeyAsync(server, ["--rate", "100", "--warmup", "0", "--duration", "2", .. arguments]);

    /// <summary>Runs the program with just these arguments and its reports in a directory.</summary>
    public static async Task<FinishedRun> InAsync(string directory, string[] arguments, CancellationToken stop = default)
    {
        var (json, page) = (Path.Combine(directory, "report.json"), Path.Combine(directory, "report.html"));
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 1000;
        var exitCode = await new LoadProgram(console, directory).RunAsync([.. arguments, "--json", json, "--report", page], stop);
        var report = File.Exists(json) ? JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(json, CancellationToken.None)) : default;
        return new FinishedRun(exitCode, output.ToString(), report, File.Exists(page) ? await File.ReadAllTextAsync(page, CancellationToken.None) : "");
    }

    /// <summary>One of the violations in the report is of this kind, in a room of the load, and says this.</summary>
    public void AssertNames(string kind, string what) => Assert.Contains(Report.GetProperty("violations").EnumerateArray(), violation =>
        violation.GetString()!.StartsWith(kind + "LOAD-", StringComparison.Ordinal) && violation.GetString()!.Contains(what, StringComparison.Ordinal));

    private static async Task<FinishedRun> WithKeyAsync(FakeChatServer server, string[] arguments)
    {
        string[] load = ["--url", server.Address, "--rooms", "3", "--users", "3", "--settle", "2", "--key-file"];
        var directory = Directory.CreateTempSubdirectory("load-").FullName;
        try
        {
            var key = Path.Combine(directory, "key");
            await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));
            return await InAsync(directory, [.. load, key, .. arguments]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
