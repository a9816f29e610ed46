using System.Text;
using System.Text.Json;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Tests.Wire;

public sealed class HubRecordTests
{
    [Theory]
    [InlineData(
        """{"type":3,"invocationId":"7.99","result":{"ok":true,"id":"m","epoch":2,"seq":5,"clock":6,"at":1,"duplicate":false,"durability":"memory"}}""",
        "answer 7.99 ok=True error= id=m 2/5/0/6 duplicate=False")]
    [InlineData(
        """{"result":{"members":[{"id":"other"}],"head":4,"epoch":2,"clock":9,"ok":true},"invocationId":"join","type":3}""",
        "answer join ok=True error= id= 2/0/4/9 duplicate=False")]
    [InlineData(
        """{"type":3,"invocationId":"7","result":{"ok":false,"error":{"message":"Wait.","code":"RATE_LIMITED","retryable":true}}}""",
        "answer 7 ok=False error=RATE_LIMITED id= 0/0/0/0 duplicate=False")]
    [InlineData("""{"type":3,"invocationId":"7","error":"No such method."}""", "answer 7 ok=False error=HUB_ERROR id= 0/0/0/0 duplicate=False")]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"message","room":"R","epoch":1,"seq":2,"clock":3,"at":4,"id":"m","from":{"id":"u","name":"n"},"body":"a\"b","kind":"text"}]]}""",
        "Message R 1/2/3/0 id=m body=a\"b code=")]
    [InlineData("""{"type":1,"arguments":[[{"room":"R","type":"left","seq":2,"epoch":1}]],"target":"Deliver"}""", "Event R 1/2/0/0 id= body= code=")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"epoch","room":"R","epoch":3,"head":8,"recovered":true}]]}""", "Epoch R 3/0/0/8 id= body= code= from=0 to=0 count=0 recovered=True")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"gap","room":"R","from":5,"to":8}]]}""", "Gap R 0/0/0/0 id= body= code= from=5 to=8 count=0 recovered=False")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"digest","room":"R","epoch":3,"head":8,"count":4}]]}""", "Digest R 3/0/0/8 id= body= code= from=0 to=0 count=4 recovered=False")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"resync","room":"R","reason":"slow"}]]}""", "Resync R 0/0/0/0 id= body= code=")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"bye","code":"DRAINING","message":"x","action":"fresh"}]]}""", "Bye  0/0/0/0 id= body= code=DRAINING")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"drain","delayMs":1500}]]}""", "Drain  0/0/0/0 id= body= code= delay=1500")]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"bye","code":"DRAINING","message":"x","action":"resume","retryAfterMs":1000}]]}""",
        "Bye  0/0/0/0 id= body= code=DRAINING retry=1000")]
    [InlineData(
        """{"type":3,"invocationId":"hello","result":{"user":{"id":"u"},"rooms":[{"room":"R","outcome":"gone"}],"ok":true}}""",
        "answer hello ok=True error= id= 0/0/0/0 duplicate=False outcome=gone")]
    [InlineData(
        """{"type":3,"invocationId":"hello","result":{"rooms":[{"room":"R","outcome":"denied","error":{"code":"UNAVAILABLE"}}],"ok":true}}""",
        "answer hello ok=True error=UNAVAILABLE id= 0/0/0/0 duplicate=False outcome=denied")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"typing","room":"R","user":{"id":"u"},"on":true}]]}""", "Typing R 0/0/0/0 id= body= code= user=u on=True")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"read","room":"R","user":"u","seq":7}]]}""", "Read R 0/7/0/0 id= body= code= user=u on=False")]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"reaction","target":"m","by":{"name":"n","id":"u"},"emoji":"\u2764","on":true,"epoch":1,"seq":2,"clock":3,"at":4,"room":"R"}]]}""",
        "Reaction R 1/2/3/0 id= body= code= user=u on=True target=m emoji=❤")]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"edited","target":"m","by":{"id":"u","name":"n"},"body":"b","epoch":1,"seq":2,"clock":3,"at":4,"room":"R"}]]}""",
        "Edited R 1/2/3/0 id= body=b code= user=u on=False target=m emoji=")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"presence","user":"u","status":"away"}]]}""", "Other  0/0/0/0 id= body= code= user=u on=False")]
    [InlineData("""{"type":7,"error":"Draining.","allowReconnect":true}""", "closing Draining.")]
    [InlineData("""{"type":7}""", "closing closed by the server")]
    public void Read_RecordOfTheProtocol_TellsWhatItHolds(string record, string found)
    {
        var receiver = new RecordingReceiver();
        HubRecord.Read(Encoding.UTF8.GetBytes(record), receiver);
        Assert.Equal([found], receiver.Found);
    }

    [Theory]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"epoch","room":"R","epoch":3072,"head":9,"recovered":false,"messages":[{"type":"message","room":"R","epoch":2,"seq":8,"clock":3,"at":4,"id":"m","from":{"id":"u","name":"n"},"body":"a"},{"type":"message","epoch":2,"seq":9,"clock":4,"id":"o","body":"b"}]}]]}""",
        "listed Message 2/8/3 id=m body=a",
        "listed Message 2/9/4 id=o body=b",
        "Epoch R 3072/0/0/9 id= body= code=")]
    [InlineData(
        """{"type":1,"target":"Deliver","arguments":[[{"type":"members","room":"R","members":[{"id":"a","name":"n","role":"member"},{"name":"n","id":"b"}],"memberCount":2}]]}""",
        "named a",
        "named b",
        "Members R 0/0/0/0 id= body= code=")]
    [InlineData(
        """{"type":3,"invocationId":"join","result":{"ok":true,"epoch":2,"head":8,"clock":3,"messages":[{"type":"message","epoch":2,"seq":8,"clock":3,"id":"m","body":"a"}]}}""",
        "listed Message 2/8/3 id=m body=a",
        "answer join ok=True error= id= 2/0/8/3 duplicate=False")]
    [InlineData(
        """{"type":3,"invocationId":"hello","result":{"rooms":[{"room":"R","outcome":"resumed","joined":{"epoch":2,"head":8,"clock":3,"members":[],"messages":[{"type":"message","epoch":2,"seq":8,"clock":3,"id":"m","body":"a"}]}}],"ok":true}}""",
        "listed Message 2/8/3 id=m body=a",
        "answer hello ok=True error= id= 2/0/8/3 duplicate=False outcome=resumed")]
    [InlineData(
        """{"type":3,"invocationId":"join","result":{"ok":true,"epoch":2,"head":9,"clock":3,"me":{"name":"n","id":"u"},"messages":[{"type":"message","epoch":2,"seq":8,"clock":3,"id":"m","body":"a","reactions":[{"emoji":"👍","count":2,"own":true},{"own":false,"count":1,"emoji":"🎉"}],"version":9,"rev":9,"pinned":true}]}}""",
        "reacted 👍 2 own=True",
        "reacted 🎉 1 own=False",
        "listed Message 2/8/3 id=m body=a version=9 rev=9 deleted=False pinned=True",
        "answer join ok=True error= id= 2/0/9/3 duplicate=False user=u")]
    public void Read_RecordWithAList_TellsWhatIsInTheListFirst(string record, params string[] found)
    {
        var receiver = new RecordingReceiver();
        HubRecord.Read(Encoding.UTF8.GetBytes(record), receiver);
        Assert.Equal(found, receiver.Found);
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":1,"target":"Novelty","arguments":[[{"type":"message"}]]}""")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[]]}""")]
    public void Read_NothingOfInterest_TellsNothing(string record)
    {
        var receiver = new RecordingReceiver();
        HubRecord.Read(Encoding.UTF8.GetBytes(record), receiver);
        Assert.Empty(receiver.Found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":3,")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":{}}""")]
    [InlineData("""{"type":1,"target":"Deliver","arguments":[[{"type":"message","seq":"5"}]]}""")]
    public void Read_NotOfTheProtocol_Throws(string record) =>
        Assert.ThrowsAny<JsonException>(() => HubRecord.Read(Encoding.UTF8.GetBytes(record), new RecordingReceiver()));
}
