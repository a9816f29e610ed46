using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.CommandLine.Tests.Gateways;

public sealed class GatewayProcessTests : IDisposable
{
    // `dotnet` names the file that it does not find, and so says Kestrel's words.
    private const string SaysThatThePortIsTaken = "address already in use.dll";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WaitUntilReadyAsync_GatewayThatDoesNotStart_ShowsItsLastWords()
    {
        var port = await Ports.TakeAsync(0, CancellationToken.None);
        await using var error = new StringWriter();
        await using var gateway = GatewayProcess.Start(_folder.At("missing.dll"), port, [], _folder.Path, error);

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => gateway.WaitUntilReadyAsync(CancellationToken.None));

        Assert.Matches(@"^The gateway did not start: it ended with exit code \d+\. Its last words are above\.$", failure.Message);
        Assert.Contains("missing.dll", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_GatewayThatFindsItsPortTaken_ProposesAnotherOne()
    {
        var port = await Ports.TakeAsync(0, CancellationToken.None);
        await using var gateway = GatewayProcess.Start(SaysThatThePortIsTaken, port, [], _folder.Path, TextWriter.Null);

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => gateway.WaitUntilReadyAsync(CancellationToken.None));

        Assert.Equal(Ports.Taken(port).Message, failure.Message);
    }

    [Fact]
    public async Task WaitForExitAsync_PortTakenByWhoeverAnswered_ProposesAnotherOne()
    {
        await using var gateway = GatewayProcess.Start(SaysThatThePortIsTaken, 5000, [], _folder.Path, TextWriter.Null);

        var failure = await gateway.WaitForExitAsync(CancellationToken.None);

        Assert.Equal(Ports.Taken(5000).Message, failure.Message);
    }

    [Fact]
    public async Task WaitForExitAsync_AnyOtherEnd_GivesTheExitCode()
    {
        await using var gateway = GatewayProcess.Start(_folder.At("missing.dll"), 5000, [], _folder.Path, TextWriter.Null);

        var failure = await gateway.WaitForExitAsync(CancellationToken.None);

        Assert.Matches(@"^The gateway ended unasked with exit code \d+\.$", failure.Message);
    }

    [Fact]
    public async Task StopAsync_GatewayThatHasEnded_DoesNothing()
    {
        await using var gateway = GatewayProcess.Start(_folder.At("missing.dll"), 1, [], _folder.Path, TextWriter.Null);
        await gateway.WaitForExitAsync(CancellationToken.None);

        await gateway.StopAsync();
    }
}
