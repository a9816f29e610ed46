namespace OrleansChat.Simulation.Tests;

/// <summary>The simulator's own command line.</summary>
public sealed class SimulateProgramTests
{
    [Theory]
    [InlineData("x", "--seeds", "x")]
    [InlineData("--seeds must be at least 1", "--seeds", "0")]
    [InlineData("--steps must be at least 1", "--seeds", "1", "--steps", "-5")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("Sometimes", "--faults", "Sometimes")]
    public async Task Run_WrongArgument_SaysItInOneLineAndPlaysNothing(string expected, params string[] arguments)
    {
        var errors = new StringWriter();

        var exitCode = await SimulateProgram.RunAsync(arguments, errors);

        Assert.Equal(2, exitCode);
        var line = Assert.Single(errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.EndsWith("See: dotnet chat.cs simulate --help", line, StringComparison.Ordinal);
    }
}
