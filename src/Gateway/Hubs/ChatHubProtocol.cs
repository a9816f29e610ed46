using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Hubs;

/// <summary>
/// SignalR's JSON protocol, with four things changed that a client can rely on here: what cannot be read is answered with a
/// <see cref="Refusal"/> like everything else that is refused; a request over the limit is refused and does not end the connection;
/// what an <see cref="Answer"/> holds back goes out right behind it; and answers escape markup, as frames do.
/// </summary>
internal sealed class ChatHubProtocol(IOptions<GatewayOptions> options) : IHubProtocol
{
    /// <summary>Hub method that answers what could not be read.</summary>
    public const string Unreadable = "$unreadable";

    /// <summary><c>Hello</c> without an invocation id.</summary>
    public const string HelloUnanswered = "$hello";

    /// <summary><c>Join</c> without an invocation id.</summary>
    public const string JoinUnanswered = "$join";

    /// <summary><c>JoinMany</c> without an invocation id.</summary>
    public const string JoinManyUnanswered = "$joinMany";

    /// <summary>The protocol's name in the handshake.</summary>
    public const string JsonName = "json";

    private const byte RecordSeparator = 0x1e;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private readonly JsonHubProtocol _inner = new(Options.Create(new JsonHubProtocolOptions
    {
        PayloadSerializerOptions = ChatJson.Options,
    }));

    public string Name => JsonName;

    public int Version => _inner.Version;

    public TransferFormat TransferFormat => _inner.TransferFormat;

    public bool IsVersionSupported(int version) => _inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        // The inner protocol drops a message of a type that it does not know, and says that there is none; but another may lie right behind it,
        // and nobody would look for it before more bytes arrive.
        long length;
        do
        {
            if (input.PositionOf(RecordSeparator) is not { } end)
            {
                message = null;
                return false;
            }

            length = input.Slice(0, end).Length;
        }
        while (!_inner.TryParseMessage(ref input, binder, out message));

        message = message switch
        {
            InvocationMessage invocation when length > options.Value.FrameBytes => TooLarge(invocation.InvocationId, length),
            InvocationBindingFailureMessage failure when length > options.Value.FrameBytes => TooLarge(failure.InvocationId, length),
            InvocationBindingFailureMessage failure => Refuse(failure.InvocationId, ChatErrorCode.BadRequest, BindingFailure.Describe(failure), null),
            InvocationMessage { InvocationId: null, Target: nameof(ChatHub.Hello) } hello => new InvocationMessage(HelloUnanswered, hello.Arguments),
            InvocationMessage { InvocationId: null, Target: nameof(ChatHub.Join) } join => new InvocationMessage(JoinUnanswered, join.Arguments),
            InvocationMessage { InvocationId: null, Target: nameof(ChatHub.JoinMany) } join => new InvocationMessage(JoinManyUnanswered, join.Arguments),
            _ => message,
        };
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case CompletionMessage { Result: Answer answer } completion:
                WriteResult(completion.InvocationId!, answer.Result, output);

                // SignalR writes one message at a time to a connection, and this one is being written: what the pool lets go now comes after it.
                ThreadPool.UnsafeQueueUserWorkItem(static held => held.AfterWritten(), answer, preferLocal: false);
                break;
            case CompletionMessage { Result: Result result } completion:
                WriteResult(completion.InvocationId!, result, output);
                break;
            default:
                _inner.WriteMessage(message, output);
                break;
        }
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _inner.GetMessageBytes(message);

    /// <summary>Writes what the inner protocol would, but for its writer, which escapes no markup whatever the options say.</summary>
    public static void WriteResult(string invocationId, Result result, IBufferWriter<byte> output)
    {
        var writer = _writer ??= new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ChatJson.Options.Encoder, SkipValidation = true });
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, HubProtocolConstants.CompletionMessageType);
        writer.WriteString("invocationId"u8, invocationId);
        writer.WritePropertyName("result"u8);
        if (result is Ack ack)
        {
            QuickJson.Write(writer, ack);
        }
        else
        {
            JsonSerializer.Serialize(writer, result, result.GetType(), ChatJson.Options);
        }

        writer.WriteEndObject();
        writer.Flush();
        output.Write([RecordSeparator]);
    }

    private InvocationMessage TooLarge(string? invocationId, long length) => Refuse(
        invocationId, ChatErrorCode.TooLarge, $"The request has {length} bytes; at most {options.Value.FrameBytes} are allowed.", options.Value.FrameBytes);

    private static InvocationMessage Refuse(string? invocationId, string code, string text, int? limit) =>
        new(invocationId, Unreadable, [code, text, limit]);
}
