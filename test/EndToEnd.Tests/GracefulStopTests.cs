using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>A gateway that is asked to stop while clients are connected.</summary>
[Collection(RunningChat.Name)]
public sealed class GracefulStopTests
{
    [OfficialClientFact]
    public async Task Stop_ClientThatReconnectsAtOnce_EndsInTimeAndWithoutAFault()
    {
        await using var gateway = await GatewayProcess.StartAsync(GatewayFixture.NewSigningKey());
        using var client = NodeScript.StartScenario(gateway.Address, "stay");
        Assert.Equal("connected", await client.Output.ReadLineAsync());

        var exitCode = await gateway.StopAsync();

        Assert.True(exitCode is 0, $"The gateway ended with {exitCode}. It wrote:\n{gateway.Output}");
    }
}
