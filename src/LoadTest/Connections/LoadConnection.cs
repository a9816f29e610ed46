using System.Net.Sockets;
using System.Text.Json;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>
/// One WebSocket of a member, as a state machine on completion callbacks: no task, no stream and no large buffer a connection. What arrives is handled
/// under the recorder's lock.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly LoadRecorder _recorder;
    private readonly LoadMember _member;
    private readonly Memory<byte> _receiveBuffer;
    private readonly SocketAsyncEventArgs _arguments = new();
    private readonly Socket _socket;
    private readonly SocketSender _sender;
    private byte[]? _upgradeRequest;
    private CarriedBytes _input;
    private CarriedBytes _record;
    private ConnectionPhase _phase;

    public LoadConnection(LoadRecorder recorder, LoadMember member, TargetServer server, Memory<byte> receiveBuffer)
    {
        var number = member.ConnectionNumber;
        _recorder = recorder;
        _member = member;
        _receiveBuffer = receiveBuffer;
        _upgradeRequest = server.UpgradeRequest(member.Token);
        _socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        _sender = new SocketSender(_socket, (uint)number * 2654435761);
        SourceAddresses.Bind(_socket, server.EndPoint, number);
        _arguments.RemoteEndPoint = server.EndPoint;
        _arguments.Completed += OnCompleted;
    }

    public bool IsReady => _phase == ConnectionPhase.Ready;

    /// <summary>Whether the room was asked for and has not answered yet.</summary>
    public bool IsEntering => _phase == ConnectionPhase.Joining;

    public bool IsOpen => _phase != ConnectionPhase.Closed;

    /// <summary>When anything was last sent, on the run's clock.</summary>
    public long LastSentAt { get; private set; }

    /// <summary>When anything last came, or the connection was begun.</summary>
    public long LastReceivedAt { get; private set; }

    public void Open()
    {
        LastReceivedAt = _recorder.Clock.Microseconds;
        if (!_socket.ConnectAsync(_arguments))
        {
            OnConnected();
        }
    }

    /// <summary>Sends a payload that stands at <see cref="WebSocketFrame.HeaderBytes"/> of the buffer.</summary>
    public void Send(Span<byte> buffer, int payloadLength, byte opcode = WebSocketFrame.Text)
    {
        LastSentAt = _recorder.Clock.Microseconds;
        _sender.Send(buffer, payloadLength, opcode);
    }

    public void Send(ReadOnlySpan<byte> payload, byte opcode = WebSocketFrame.Text)
    {
        Span<byte> buffer = stackalloc byte[WebSocketFrame.HeaderBytes + payload.Length];
        payload.CopyTo(buffer[WebSocketFrame.HeaderBytes..]);
        Send(buffer, payload.Length, opcode);
    }

    /// <summary>Says goodbye and closes; what the server says after that is not heard.</summary>
    public void Close()
    {
        lock (_recorder.Gate)
        {
            var wasOpen = _phase is > ConnectionPhase.Upgrading and < ConnectionPhase.Closed;
            _phase = ConnectionPhase.Closed;
            if (wasOpen)
            {
                // 1000, normal closure.
                Send([0x03, 0xE8], WebSocketFrame.Close);
            }
        }

        _socket.Dispose();
    }

    public void Dispose()
    {
        Close();
        _arguments.Dispose();
    }

    /// <summary>The server answered for the member's room; false where it had done so before.</summary>
    public bool Entered()
    {
        if (_phase != ConnectionPhase.Joining)
        {
            return false;
        }

        _phase = ConnectionPhase.Ready;
        return true;
    }

    /// <summary>Ends the connection for a reason that is not this side's; under the recorder's lock.</summary>
    public void End(string code, long retryAfterMilliseconds = 0)
    {
        if (_phase == ConnectionPhase.Closed)
        {
            return;
        }

        var wasReady = _phase == ConnectionPhase.Ready;
        _phase = ConnectionPhase.Closed;
        _socket.Dispose();
        _member.Ended(code, wasReady, retryAfterMilliseconds);
    }

    private void OnCompleted(object? sender, SocketAsyncEventArgs arguments)
    {
        if (arguments.LastOperation == SocketAsyncOperation.Connect)
        {
            OnConnected();
        }
        else if (OnReceived())
        {
            Receive();
        }
    }

    private void OnConnected()
    {
        lock (_recorder.Gate)
        {
            if (_phase == ConnectionPhase.Closed)
            {
                return;
            }

            if (_arguments.SocketError != SocketError.Success)
            {
                End("CONNECT_" + _arguments.SocketError);
                return;
            }

            _phase = ConnectionPhase.Upgrading;
            _sender.SendRaw(_upgradeRequest);
            _upgradeRequest = null;
            _arguments.SetBuffer(_receiveBuffer);
        }

        Receive();
    }

    private void Receive()
    {
        try
        {
            while (!_socket.ReceiveAsync(_arguments))
            {
                if (!OnReceived())
                {
                    return;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed by this side between two receives.
        }
    }

    /// <summary>Handles what a receive brought.</summary>
    /// <returns>Whether there is more to receive.</returns>
    private bool OnReceived()
    {
        lock (_recorder.Gate)
        {
            if (_phase == ConnectionPhase.Closed)
            {
                return false;
            }

            LastReceivedAt = _member.Feed.Now = _recorder.Clock.Microseconds;

            if (_arguments.SocketError != SocketError.Success || _arguments.BytesTransferred == 0)
            {
                End(_arguments.SocketError == SocketError.Success ? "CLOSED_BY_SERVER" : $"BROKEN_{_arguments.SocketError}");
                return false;
            }

            try
            {
                Handle(_receiveBuffer.Span[.._arguments.BytesTransferred]);
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or FormatException)
            {
                End("BAD_WIRE: " + exception.Message);
            }

            return _phase != ConnectionPhase.Closed;
        }
    }

    private void Handle(ReadOnlySpan<byte> received)
    {
        var input = _input.IsEmpty ? received : _input.Append(received);
        if (_phase == ConnectionPhase.Upgrading)
        {
            var head = UpgradeAnswer.HeadLength(input);
            if (head > 0 && UpgradeAnswer.IsSwitching(input))
            {
                _phase = ConnectionPhase.Handshaking;
                Send(HubInvocation.Handshake);
                input = input[head..];
            }
            else if (head > 0)
            {
                End(UpgradeAnswer.RefusalCode(input, head));
            }
        }

        if (_phase > ConnectionPhase.Upgrading)
        {
            int consumed;
            while (_phase != ConnectionPhase.Closed && (consumed = WebSocketFrame.TryRead(input, out var opcode, out var payload)) > 0)
            {
                HandleFrame(opcode, payload);
                input = input[consumed..];
            }
        }

        _input.Keep(input);
    }

    private void HandleFrame(byte opcode, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case WebSocketFrame.Close:
                End("CLOSED_BY_SERVER" + (payload.Length > 2 ? ": " + LoadRecorder.Text(payload[2..]) : ""));
                break;
            case WebSocketFrame.Ping:
                Send(payload, WebSocketFrame.Pong);
                break;
            case WebSocketFrame.Pong:
                break;
            default:
                HandleRecords(payload);
                break;
        }
    }

    /// <summary>Records end with a separator, not with a frame, so a fragmented message needs no care of its own.</summary>
    private void HandleRecords(ReadOnlySpan<byte> payload)
    {
        var rest = _record.IsEmpty ? payload : _record.Append(payload);
        int end;
        while (_phase != ConnectionPhase.Closed && (end = rest.IndexOf(HubRecord.Separator)) >= 0)
        {
            if (_phase == ConnectionPhase.Handshaking)
            {
                HandleHandshake(rest[..end]);
            }
            else
            {
                HubRecord.Read(rest[..end], _member.Feed);
            }

            rest = rest[(end + 1)..];
        }

        _record.Keep(rest);
    }

    private void HandleHandshake(ReadOnlySpan<byte> answer)
    {
        if (!answer.SequenceEqual("{}"u8))
        {
            End("HANDSHAKE: " + LoadRecorder.Text(answer));
            return;
        }

        _phase = ConnectionPhase.Joining;
        Send(_member.Entrance().Span);
    }
}
