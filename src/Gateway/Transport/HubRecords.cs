using System.Buffers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Hubs;

namespace OrleansChat.Gateway.Transport;

/// <summary>The records of the hub protocol: reads those of clients, as SignalR would, and writes those of the server as WebSocket messages.</summary>
internal sealed class HubRecords(IOptions<GatewayOptions> options) : IInvocationBinder
{
    /// <summary>By the names on the wire, in any case of letters, as with SignalR.</summary>
    private static readonly Dictionary<string, HubMethod> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ChatHub.Hello)] = new(nameof(ChatHub.Hello), typeof(HelloRequest)),
        [nameof(ChatHub.Join)] = new(nameof(ChatHub.Join), typeof(JoinRequest)),
        [nameof(ChatHub.JoinMany)] = new(nameof(ChatHub.JoinMany), typeof(JoinRequest[])),
        [nameof(ChatHub.Leave)] = new(nameof(ChatHub.Leave), typeof(LeaveRequest)),
        [nameof(ChatHub.Send)] = new(nameof(ChatHub.Send), typeof(SendRequest)),
        [nameof(ChatHub.Typing)] = new(nameof(ChatHub.Typing), typeof(TypingRequest)),
        [nameof(ChatHub.MarkRead)] = new(nameof(ChatHub.MarkRead), typeof(MarkReadRequest)),
        [nameof(ChatHub.Edit)] = new(nameof(ChatHub.Edit), typeof(EditRequest)),
        [nameof(ChatHub.Delete)] = new(nameof(ChatHub.Delete), typeof(DeleteRequest)),
        [nameof(ChatHub.React)] = new(nameof(ChatHub.React), typeof(ReactRequest)),
        [nameof(ChatHub.Pin)] = new(nameof(ChatHub.Pin), typeof(PinRequest)),
        [nameof(ChatHub.Moderate)] = new(nameof(ChatHub.Moderate), typeof(ModerateRequest)),
        [nameof(ChatHub.SetRole)] = new(nameof(ChatHub.SetRole), typeof(SetRoleRequest)),
        [nameof(ChatHub.Audit)] = new(nameof(ChatHub.Audit), typeof(AuditRequest)),
        [nameof(ChatHub.SetPresence)] = new(nameof(ChatHub.SetPresence), typeof(SetPresenceRequest)),
        [nameof(ChatHub.Watch)] = new(nameof(ChatHub.Watch), typeof(WatchRequest)),
        [nameof(ChatHub.Fetch)] = new(nameof(ChatHub.Fetch), typeof(FetchRequest)),
        [nameof(ChatHub.Members)] = new(nameof(ChatHub.Members), typeof(MembersRequest)),

        // So the protocol names those that are not answered. Here a call without an invocation id says that by itself.
        [ChatHubProtocol.HelloUnanswered] = new(nameof(ChatHub.Hello), typeof(HelloRequest)),
        [ChatHubProtocol.JoinUnanswered] = new(nameof(ChatHub.Join), typeof(JoinRequest)),
        [ChatHubProtocol.JoinManyUnanswered] = new(nameof(ChatHub.JoinMany), typeof(JoinRequest[])),
    };

    private readonly ChatHubProtocol _protocol = new(options);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    /// <summary>The answer to a good handshake.</summary>
    public static byte[] Welcome { get; } = Frame("{}\u001e"u8);

    public static byte[] Ping { get; } = Frame("{\"type\":6}\u001e"u8);

    /// <summary>The last record of a connection whose client may come back.</summary>
    public static byte[] Goodbye { get; } = Frame("{\"type\":7,\"allowReconnect\":true}\u001e"u8);

    /// <summary>The last record of a connection that has not said which protocol it speaks.</summary>
    public static byte[] TooLateForHandshake { get; } = HandshakeRefused("The connection ended before the handshake did.");

    /// <summary>The last record of a connection whose client does not keep to the protocol.</summary>
    public static byte[] Violated { get; } = Frame("{\"type\":7,\"error\":\"Connection closed with an error.\"}\u001e"u8);

    /// <summary>What is wrong with a handshake; null where nothing is.</summary>
    /// <exception cref="WebSocketViolation">It is no handshake at all.</exception>
    public string? JudgeHandshake(ReadOnlyMemory<byte> record)
    {
        var handshake = Guard(record, static (_, input) => HandshakeProtocol.TryParseRequestMessage(ref input, out var request) ? request : null)
            ?? throw new WebSocketViolation(WebSocketStatus.ProtocolError, "The handshake is no record.");
        return handshake.Protocol != _protocol.Name ? $"The protocol '{handshake.Protocol}' is not supported."
            : !_protocol.IsVersionSupported(handshake.Version) ? $"The server does not support version {handshake.Version} of the '{handshake.Protocol}' protocol."
            : null;
    }

    /// <summary>Reads one record; null where it is of a type that nobody knows.</summary>
    /// <exception cref="WebSocketViolation">It is no record of the protocol.</exception>
    public HubMessage? Read(ReadOnlyMemory<byte> record) => SendReader.TryRead(record.Span, options.Value.FrameBytes) ?? Guard(record, static (self, input) =>
        self._protocol.TryParseMessage(ref input, self, out var message) && message is InvocationMessage call && Methods.TryGetValue(call.Target, out var method)
            ? new InvocationMessage(call.InvocationId, method.Name, call.Arguments)
            : message);

    /// <summary>The answer to a handshake that is refused.</summary>
    public static byte[] HandshakeRefused(string error) => Write(new HandshakeResponseMessage(error), HandshakeProtocol.WriteResponseMessage);

    public byte[] Write(HubMessage message) => Write(message, _protocol.WriteMessage);

    /// <summary>The answer to a call.</summary>
    public static byte[] WriteResult(string invocationId, Result result)
    {
        var scratch = Scratch();
        ChatHubProtocol.WriteResult(invocationId, result, scratch);
        return Frame(scratch.WrittenSpan);
    }

    public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
        Methods.TryGetValue(methodName, out var method) ? method.Parameters : throw new HubException("There is no such method.");

    public Type GetReturnType(string invocationId) => throw new InvalidDataException("The server has called nothing that could be answered.");

    public Type GetStreamItemType(string streamId) => throw new InvalidDataException("There are no streams.");

    /// <summary>SignalR's readers throw in many ways; each means that a client does not keep to the protocol.</summary>
    private T? Guard<T>(ReadOnlyMemory<byte> record, Func<HubRecords, ReadOnlySequence<byte>, T?> read)
        where T : class
    {
        try
        {
            return read(this, new ReadOnlySequence<byte>(record));
        }
#pragma warning disable CA1031 // The connection ends, and its client is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new WebSocketViolation(WebSocketStatus.ProtocolError, "A record is not of the hub protocol.", exception);
        }
    }

    private static byte[] Write<T>(T message, Action<T, IBufferWriter<byte>> write)
    {
        var scratch = Scratch();
        write(message, scratch);
        return Frame(scratch.WrittenSpan);
    }

    private static byte[] Frame(ReadOnlySpan<byte> record) => WebSocketFrames.Text(record, out _);

    private static ArrayBufferWriter<byte> Scratch()
    {
        var scratch = _scratch ??= new ArrayBufferWriter<byte>(1024);
        scratch.ResetWrittenCount();
        return scratch;
    }

    private sealed record HubMethod(string Name, Type Parameter)
    {
        public Type[] Parameters { get; } = [Parameter];
    }
}
