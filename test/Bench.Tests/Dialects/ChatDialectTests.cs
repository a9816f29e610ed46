using OrleansChat.Bench.Dialects;

namespace OrleansChat.Bench.Tests.Dialects;

public sealed class ChatDialectTests
{
    private const string Body = "0000000AB;0;0;1;77;aa";

    private readonly ChatDialect _dialect = new(HeardConnection.Shape with { Rooms = 1, Members = 1 }, ["token"]);
    private readonly HeardConnection _heard = new();

    [Fact]
    public void Received_MessageThatIsConfirmedAndDelivered_IsClean()
    {
        Join();
        _ = _heard.Write(_dialect, Body, number: 1, due: 77);
        _heard.Hear(_dialect, Message(seq: 11), Answer);

        Assert.Equal(["joined", "delivered " + Body, "acknowledged 77"], _heard.Found);
        Assert.Equal(0, _dialect.Finish().Total);
    }

    [Fact]
    public void Received_ConfirmedAndNotDelivered_IsFoundByTheChecker()
    {
        Join();
        _ = _heard.Write(_dialect, Body, number: 1, due: 77);
        _heard.Hear(_dialect, Answer);

        Assert.Contains(_dialect.Finish().First, violation => violation.StartsWith("lost", StringComparison.Ordinal));
    }

    [Fact]
    public void Received_TheSameMessageAgain_IsFoundByTheChecker()
    {
        Join();
        _ = _heard.Write(_dialect, Body, number: 1, due: 77);
        _heard.Hear(_dialect, Message(seq: 11), Answer, Message(seq: 12));

        Assert.NotEqual(0, _dialect.Finish().Total);
    }

    [Fact]
    public void Received_DigestOrBye_IsNoCalmSession()
    {
        Join();
        _heard.Hear(
            _dialect,
            Deliver("""{"type":"digest","epoch":1,"head":20,"count":3,"room":"BENCH-0000000AB-0"}"""),
            Deliver("""{"type":"bye","code":"DRAINING","action":"resume"}"""));

        Assert.Equal(["joined", "refused told of a digest", "ended bye DRAINING"], _heard.Found);
    }

    private static string Answer => """{"type":3,"invocationId":"1.77","result":{"ok":true,"id":"1-11","epoch":1,"seq":11,"clock":5}}""" + '\u001e';

    private static string Message(long seq) => Deliver(
        $$"""{"type":"message","id":"1-{{seq}}","from":{"id":"bench-0000000AB-0","name":"x"},"body":"{{Body}}","epoch":1,"seq":{{seq}},"clock":5,"at":9,"room":"BENCH-0000000AB-0"}""");

    private static string Deliver(string frame) => $$"""{"type":1,"target":"Deliver","arguments":[[{{frame}}]]}""" + '\u001e';

    private void Join()
    {
        _dialect.Opened(_heard.Connection);
        _heard.Hear(_dialect, "{}\u001e", """{"type":3,"invocationId":"join","result":{"ok":true,"room":"BENCH-0000000AB-0","epoch":1,"head":10,"clock":4,"messages":[]}}""" + '\u001e');
    }
}
