using OrleansChat.Bench.Dialects;

namespace OrleansChat.Bench.Tests.Dialects;

public sealed class SocketIoDialectTests
{
    private readonly SocketIoDialect _dialect = new();
    private readonly HeardConnection _heard = new(number: 4);

    [Fact]
    public void Received_Greetings_LeadIntoTheRoom()
    {
        _heard.Hear(_dialect, """0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""", """40{"sid":"y"}""", "430[]");

        Assert.Equal(["40", """420["join","BENCH-0000000AB-1"]"""], _heard.Said);
        Assert.Equal(["joined"], _heard.Found);
    }

    [Fact]
    public void Received_MessageAndConfirmation_AreToldApart()
    {
        _heard.Hear(_dialect, "430[]", """42["message","body"]""", "4312345[]");

        Assert.Equal(["joined", """delivered 42["message","body"]""", "acknowledged 12345"], _heard.Found);
    }

    [Fact]
    public void Received_Ping_IsAnswered()
    {
        _heard.Hear(_dialect, "2");

        Assert.Equal(["3"], _heard.Said);
        Assert.Empty(_heard.Found);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("41")]
    [InlineData("44{\"message\":\"no\"}")]
    public void Received_Farewell_Ends(string frame)
    {
        _heard.Hear(_dialect, frame);

        Assert.Equal(["ended closed by the server"], _heard.Found);
    }

    [Fact]
    public void WriteSend_AMessage_AsksForConfirmationUnderItsTime() =>
        Assert.Equal("""4277["send","BENCH-0000000AB-1","body"]""", _heard.Write(_dialect, "body", number: 3, due: 77));
}
