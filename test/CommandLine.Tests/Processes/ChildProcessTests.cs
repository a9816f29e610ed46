using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Run_ProgramEnds_HasItsExitCodeAndItsLines()
    {
        var output = await ChildProcess.RunAsync(Executables.DotNet(), ["--version"], ".");

        Assert.True(output.Succeeded);
        Assert.StartsWith("10.", Assert.Single(output.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSuchProgram_FailsWithOneLine()
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => ChildProcess.RunAsync("no-such-program", [], "."));

        Assert.Contains("'no-such-program' could not be started", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OutOfTime_EndsItAndSaysSo()
    {
        // A shell that waits for input for ever would end here, because its input is closed; `dotnet build-server` and the like would not be portable.
        var (program, arguments) = OperatingSystem.IsWindows() ? ("ping", new[] { "-n", "60", "127.0.0.1" }) : ("sleep", ["60"]);

        var output = await ChildProcess.RunAsync(program, arguments, ".", limit: TimeSpan.Zero);

        Assert.True(output.TimedOut);
        Assert.False(output.Succeeded);
    }

    [Fact]
    public async Task CloseInput_ChildReadsToTheEnd_LetsItEnd()
    {
        // `sort` is on every system and answers only when its input has ended.
        await using var child = ChildProcess.Start("sort", [], ".", _ => { });
        Assert.False(child.HasExited);

        child.CloseInput();

        Assert.Equal(0, await child.WaitAsync(CancellationToken.None));
    }
}
