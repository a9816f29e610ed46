using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Runtimes;

public sealed class RestoreOutcomeTests
{
    [Theory]
    [InlineData("Silo.csproj : error NU1101: Unable to find package Microsoft.Orleans.Sdk.", "could not be restored here: the package source does not have them")]
    [InlineData("error NU1301: Unable to load the service index for source https://packages.example.", "could not be restored here: the package source cannot be reached")]
    [InlineData("error MSB1009: something else", "could not be restored here")]
    public void From_FailedRestore_TellsTheReason(string line, string expected) =>
        Assert.Equal(new RestoreOutcome(false, expected), RestoreOutcome.From(new ProcessOutput(1, [line])));

    [Fact]
    public void From_RestoreOutOfTime_SaysSo() =>
        Assert.Equal("took too long to restore", RestoreOutcome.From(new ProcessOutput(-1, [], TimedOut: true)).Failure);

    [Fact]
    public void From_Success_IsRestored() => Assert.True(RestoreOutcome.From(new ProcessOutput(0, [])).Restored);
}
