using OrleansChat.Bench.Dialects;

namespace OrleansChat.Bench.Tests.Dialects;

public sealed class SignalRDialectTests
{
    private readonly SignalRDialect _dialect = new();
    private readonly HeardConnection _heard = new();

    [Fact]
    public void Received_HandshakeAndJoin_LeadIntoTheRoom()
    {
        _dialect.Opened(_heard.Connection);
        _heard.Hear(_dialect, "{}\u001e", "{\"type\":3,\"invocationId\":\"join\",\"result\":null}\u001e");

        Assert.Equal(
            [
                "{\"protocol\":\"json\",\"version\":1}\u001e",
                "{\"type\":1,\"invocationId\":\"join\",\"target\":\"Join\",\"arguments\":[\"BENCH-0000000AB-0\"]}\u001e",
            ],
            _heard.Said);
        Assert.Equal(["joined"], _heard.Found);
    }

    [Fact]
    public void Received_SeveralRecordsAndHalfOnes_AreTakenWhole()
    {
        _heard.Hear(_dialect, "{\"type\":3,\"invocationId\":\"join\"}\u001e{\"type\":6}\u001e{\"type\":1,\"target\":\"mes", "sage\",\"arguments\":[\"one\"]}\u001e{\"type\":3,\"invocationId\":\"55\"}", "\u001e");

        Assert.Equal(["joined", "delivered {\"type\":1,\"target\":\"message\",\"arguments\":[\"one\"]}", "acknowledged 55"], _heard.Found);
    }

    [Fact]
    public void Received_RefusalAndClose_AreTold()
    {
        _heard.Hear(_dialect, "{\"type\":3,\"invocationId\":\"join\"}\u001e", "{\"type\":3,\"invocationId\":\"55\",\"error\":\"no\"}\u001e{\"type\":7}\u001e");

        Assert.Equal(["joined", "refused hub error", "ended closed by the server"], _heard.Found);
    }

    [Fact]
    public void WriteSend_AMessage_IsAnInvocation() => Assert.Equal(
        "{\"type\":1,\"invocationId\":\"77\",\"target\":\"Send\",\"arguments\":[\"BENCH-0000000AB-0\",\"body\"]}\u001e", _heard.Write(_dialect, "body", number: 3, due: 77));
}
