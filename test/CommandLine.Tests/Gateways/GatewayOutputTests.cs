using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.CommandLine.Tests.Gateways;

public sealed class GatewayOutputTests : IDisposable
{
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Take_BeforeItRuns_KeepsTheLinesUntilTheyArePassedOn()
    {
        var output = new GatewayOutput(_error, _error);
        output.Take("early");
        Assert.Equal("", _error.ToString());

        output.PassOn();
        output.Take("late");

        Assert.Equal(["early", "late"], Lines());
    }

    [Fact]
    public void Explain_GatewaySpoke_PrintsItsLastWordsOnly()
    {
        var output = new GatewayOutput(_error, _error);
        for (var line = 1; line <= 100; line++)
            output.Take($"{line}");

        var failure = output.Explain("It ended.");

        Assert.Equal("It ended. Its last words are above.", failure.Message);
        Assert.Equal(Enumerable.Range(61, 40).Select(line => $"{line}"), Lines());
    }

    [Fact]
    public void Explain_GatewaySaidOneLine_QuotesItAlone()
    {
        var output = new GatewayOutput(_error, _error);
        output.Take("OrleansChat cannot start: a setting is wrong.");

        Assert.Equal("OrleansChat cannot start: a setting is wrong.", output.Explain("It ended.").Message);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Explain_GatewayWasSilent_ClaimsNoLastWords() =>
        Assert.Equal("It ended.", new GatewayOutput(_error, _error).Explain("It ended.").Message);

    [Fact]
    public void Take_KestrelCannotBind_KnowsThatThePortIsTaken()
    {
        var output = new GatewayOutput(_error, _error);

        output.Take("OrleansChat cannot start: Failed to bind to address http://127.0.0.1:5000: address already in use.");

        Assert.True(output.SaysPortIsTaken);
    }

    private string[] Lines() => _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
