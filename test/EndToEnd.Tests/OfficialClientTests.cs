using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>
/// The official <c>@microsoft/signalr</c> client in Node.js against the gateway. What a scenario does and expects is in the script of its
/// name under <c>official-client/scenarios</c>.
/// </summary>
[Collection(RunningChat.Name)]
public sealed class OfficialClientTests(GatewayFixture gateway)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private string GatewayWrote => $"\nThe gateway wrote:\n{gateway.Gateway.Output}";

    [OfficialClientFact]
    public Task Chat_WebSocketsWithoutNegotiation_DeliversMessages() => RunAsync("chat", "WebSockets", "skip-negotiation");

    [OfficialClientFact]
    public Task Chat_Negotiated_DeliversMessages() => RunAsync("chat", "WebSockets");

    [OfficialClientFact]
    public Task Chat_ServerSentEvents_DeliversMessages() => RunAsync("chat", "ServerSentEvents");

    [OfficialClientFact]
    public Task Chat_LongPolling_DeliversMessages() => RunAsync("chat", "LongPolling");

    [OfficialClientFact]
    public Task Connect_BadTokens_IsRefused() => RunAsync("tokens");

    [OfficialClientFact]
    public Task Invoke_BadInput_AnswersARefusalAndLivesOn() => RunAsync("refusals");

    [OfficialClientFact]
    public Task Send_TwoClientsAtOnce_EveryoneSeesOneOrder() => RunAsync("order");

    [OfficialClientFact]
    public Task Send_SameKeyTwice_MakesOneMessage() => RunAsync("idempotency");

    [OfficialClientFact]
    public Task Members_JoinTypeAndLeave_TellsTheOthers() => RunAsync("members");

    [OfficialClientFact]
    public Task Reconnect_ConnectionCut_JoinsAgainAndMissesNothing() => RunAsync("reconnect");

    private async Task RunAsync(string scenario, params string[] arguments)
    {
        using var client = NodeScript.StartScenario(gateway.Gateway.Address, scenario, arguments);
        try
        {
            var (exitCode, output) = await client.EndAsync(Timeout);
            Assert.True(exitCode is 0, $"The scenario '{scenario}' failed ({exitCode}).\n{output}{GatewayWrote}");
        }
        catch (TimeoutException timeout)
        {
            Assert.Fail($"The scenario '{scenario}' did not end: {timeout.Message}{GatewayWrote}");
        }
    }
}
