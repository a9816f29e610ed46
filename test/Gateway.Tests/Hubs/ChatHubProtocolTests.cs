using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class ChatHubProtocolTests
{
    private const string Join = """{"type":1,"invocationId":"1","target":"Join","arguments":[{"room":"A"}]}""";

    private readonly ChatHubProtocol _protocol = new(Options.Create(new GatewayOptions { FrameBytes = 200 }));

    [Fact]
    public void Parse_GoodCall_IsLeftAsItIs()
    {
        var call = Assert.IsType<InvocationMessage>(Parse(Join));

        Assert.Equal(("1", "Join", new JoinRequest("A")), (call.InvocationId, call.Target, Assert.Single(call.Arguments)));
    }

    [Theory]
    [InlineData("""{"type":1,"target":"Join","arguments":[{"room":"A"}]}""", "$join")]
    [InlineData("""{"type":1,"target":"JoinMany","arguments":[[{"room":"A"}]]}""", "$joinMany")]
    public void Parse_JoinWithoutInvocationId_GoesToTheMethodThatAnswersNothing(string record, string target) =>
        Assert.Equal(target, Assert.IsType<InvocationMessage>(Parse(record)).Target);

    [Theory]
    [InlineData("""{"type":1,"invocationId":"1","target":"Join","arguments":[{"room":7}]}""", "Join: the value at $.room is not of the right type.")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Join","arguments":[{}]}""", "Join: these members are missing: 'room'.")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Shout","arguments":[]}""", "There is no method 'Shout'.")]
    public void Parse_UnreadableCall_BecomesARefusal(string record, string message)
    {
        var call = Assert.IsType<InvocationMessage>(Parse(record));

        Assert.Equal(("1", ChatHubProtocol.Unreadable), (call.InvocationId, call.Target));
        Assert.Equal([ChatErrorCode.BadRequest, message, null], call.Arguments);
    }

    [Fact]
    public void Parse_NameOfAnEndlessMethod_IsCutInTheRefusal()
    {
        var call = Assert.IsType<InvocationMessage>(Parse($$"""{"type":1,"invocationId":"1","target":"{{new string('x', 100)}}","arguments":[]}"""));

        Assert.Equal($"There is no method '{new string('x', 64)}…'.", call.Arguments[1]);
    }

    [Theory]
    [InlineData(Join)]
    [InlineData("""{"type":1,"invocationId":"1","target":"Shout","arguments":[]}""")]
    public void Parse_TooLong_BecomesARefusalWithTheLimit(string record)
    {
        var call = Assert.IsType<InvocationMessage>(Parse(record.PadRight(201)));

        Assert.Equal(("1", ChatHubProtocol.Unreadable), (call.InvocationId, call.Target));
        Assert.Equal([ChatErrorCode.TooLarge, "The request has 201 bytes; at most 200 are allowed.", 200], call.Arguments);
    }

    [Fact]
    public void Parse_AtTheLimit_IsTaken() => Assert.Equal("Join", Assert.IsType<InvocationMessage>(Parse(Join.PadRight(200))).Target);

    [Fact]
    public void Parse_HalfARecord_WaitsForTheRest()
    {
        var input = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(Join));

        Assert.False(_protocol.TryParseMessage(ref input, new Binder(), out var message));

        Assert.Null(message);
        Assert.Equal(Join.Length, input.Length);
    }

    [Fact]
    public void Parse_MessageOfAnUnknownType_IsSkipped()
    {
        var input = Bytes("""{"type":99}""" + '\u001e' + """{"type":98}""" + '\u001e' + Join + '\u001e');

        Assert.True(_protocol.TryParseMessage(ref input, new Binder(), out var message));

        Assert.Equal("Join", Assert.IsType<InvocationMessage>(message).Target);
        Assert.True(input.IsEmpty);
    }

    [Fact]
    public void Parse_MessageOfAnUnknownTypeAlone_IsConsumed()
    {
        var input = Bytes("""{"type":99}""" + '\u001e');

        Assert.False(_protocol.TryParseMessage(ref input, new Binder(), out _));

        Assert.True(input.IsEmpty);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Parse_NoHubMessage_EndsTheConnection(string record) => Assert.Throws<InvalidDataException>(() => Parse(record));

    [Fact]
    public async Task Write_AnswerWithSomethingHeld_WritesTheResultAndLetsItGoAfterwards()
    {
        var released = new TaskCompletionSource();
        var output = new ArrayBufferWriter<byte>();

        _protocol.WriteMessage(CompletionMessage.WithResult("1", new Answer(new Done(), released.SetResult)), output);

        Assert.Equal("""{"type":3,"invocationId":"1","result":{"ok":true}}""" + '\u001e', Encoding.UTF8.GetString(output.WrittenSpan));
        await released.Task.WaitAsync(Participant.Patience);
    }

    [Fact]
    public void Write_AnswerWithMarkup_HoldsNoneOfItsSigns()
    {
        var output = new ArrayBufferWriter<byte>();

        _protocol.WriteMessage(CompletionMessage.WithResult("1", new Refusal(new ChatError("X", "<b>&'</b>"))), output);

        var record = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal(-1, record.AsSpan().IndexOfAny("<>&'"));
        Assert.EndsWith("}\u001e", record, StringComparison.Ordinal);
        Assert.Contains("\\u003Cb\\u003E", record, StringComparison.Ordinal);
    }

    private HubMessage? Parse(string record)
    {
        var input = Bytes(record + '\u001e');
        return _protocol.TryParseMessage(ref input, new Binder(), out var message) ? message : null;
    }

    private static ReadOnlySequence<byte> Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class Binder : IInvocationBinder
    {
        public Type GetReturnType(string invocationId) => throw new InvalidOperationException();

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName switch
        {
            "Join" => [typeof(JoinRequest)],
            "JoinMany" => [typeof(JoinRequest[])],
            _ => throw new HubException("Unknown."),
        };

        public Type GetStreamItemType(string streamId) => throw new InvalidOperationException();
    }
}
