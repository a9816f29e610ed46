namespace OrleansChat.CommandLine.Tests;

public sealed class TerminalTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task ShowProgressAsync_IntoALog_PutsLabelAndSecondsOnOneLine()
    {
        var result = await Terminal(interactive: false).ShowProgressAsync("Building", () => Task.FromResult(7));

        Assert.Equal(7, result);
        Assert.Equal($"Building… 0 s{Environment.NewLine}", _output.ToString());
    }

    [Fact]
    public async Task ShowProgressAsync_WorkThatFails_EndsItsLine()
    {
        var progress = Terminal(interactive: false).ShowProgressAsync("Building", () => Task.FromException<int>(new CommandFailedException("no")));

        await Assert.ThrowsAsync<CommandFailedException>(() => progress);
        Assert.Equal($"Building… 0 s{Environment.NewLine}", _output.ToString());
    }

    [Fact]
    public async Task ShowProgressAsync_WorkThatCannotStart_EndsItsLine()
    {
        var progress = Terminal(interactive: true).ShowProgressAsync<int>("Building", () => throw new CommandFailedException("no"));

        await Assert.ThrowsAsync<CommandFailedException>(() => progress);
        Assert.EndsWith($"Building… 0 s{Environment.NewLine}", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "progress")]
    [InlineData(false, "")]
    public void Aside_Progress_LeavesStandardOutputAlone(bool interactive, string shown)
    {
        Terminal(interactive).Aside().Say("progress");

        Assert.Empty(_output.ToString());
        Assert.Equal(shown, _error.ToString().TrimEnd());
    }

    private Terminal Terminal(bool interactive) => new(_output, _error, interactive);
}
