using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Runtimes;

public sealed class RuntimeChooserTests : IDisposable
{
    private static readonly RestoreOutcome Missing = new(false, "could not be restored here");

    private readonly TemporaryFolder _folder = new();
    private readonly RememberedRuntime _remembered;
    private int _tries;

    public RuntimeChooserTests() => _remembered = new RememberedRuntime(_folder.At(".chat", "runtime.props"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Choose_NothingKnownAndPackagesRestore_TakesMicrosoftAndRemembersIt()
    {
        var choice = await Chooser(RestoreOutcome.Success).ChooseAsync(null, CancellationToken.None);

        Assert.Equal("Orleans runtime: microsoft (its packages restore here; remembered in .chat/runtime.props)", choice.ToString());
        Assert.Equal(OrleansRuntime.Microsoft, _remembered.Read());
    }

    [Fact]
    public async Task Choose_NothingKnownAndPackagesMissing_TakesEmbeddedAndSaysWhy()
    {
        var choice = await Chooser(Missing).ChooseAsync(null, CancellationToken.None);

        Assert.Equal(
            "Orleans runtime: embedded (the Microsoft.Orleans packages could not be restored here; remembered in .chat/runtime.props)", choice.ToString());
        Assert.Equal(OrleansRuntime.Embedded, _remembered.Read());
    }

    [Theory]
    [InlineData(nameof(OrleansRuntime.Embedded))]
    [InlineData(nameof(OrleansRuntime.Microsoft))]
    public async Task Choose_OneIsRemembered_TakesItWithoutTrying(string name)
    {
        var known = Enum.Parse<OrleansRuntime>(name);
        _remembered.Write(known);

        var choice = await Chooser(Missing).ChooseAsync(null, CancellationToken.None);

        Assert.Equal(known, choice.Runtime);
        Assert.Equal(0, _tries);
    }

    [Fact]
    public async Task Choose_AutoAskedForByName_TriesAnewWhateverIsRemembered()
    {
        _remembered.Write(OrleansRuntime.Embedded);

        var choice = await Chooser(RestoreOutcome.Success).ChooseAsync(RequestedRuntime.Auto, CancellationToken.None);

        Assert.Equal(OrleansRuntime.Microsoft, choice.Runtime);
        Assert.Equal(OrleansRuntime.Microsoft, _remembered.Read());
    }

    [Fact]
    public async Task Choose_EmbeddedAskedFor_TakesItWithoutTrying()
    {
        _remembered.Write(OrleansRuntime.Microsoft);

        var choice = await Chooser(RestoreOutcome.Success).ChooseAsync(RequestedRuntime.Embedded, CancellationToken.None);

        Assert.Equal(OrleansRuntime.Embedded, choice.Runtime);
        Assert.Equal(OrleansRuntime.Embedded, _remembered.Read());
        Assert.Equal(0, _tries);
    }

    [Fact]
    public async Task Choose_MicrosoftAskedForAndMissing_FailsNamesTheWayOutAndRemembersNothing()
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(
            () => Chooser(Missing).ChooseAsync(RequestedRuntime.Microsoft, CancellationToken.None));

        Assert.EndsWith("--runtime embedded", failure.Message, StringComparison.Ordinal);
        Assert.Null(_remembered.Read());
    }

    private RuntimeChooser Chooser(RestoreOutcome outcome) => new(_remembered, _ =>
    {
        _tries++;
        return Task.FromResult(outcome);
    });
}
