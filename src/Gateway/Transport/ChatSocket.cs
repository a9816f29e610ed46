using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// One client's WebSocket, from the handshake of the hub protocol to the end. Calls are handled one after another, and reading goes on meanwhile, so
/// that an end is noticed whatever a call waits for.
/// </summary>
internal sealed partial class ChatSocket : IFrameWriter, ISweptSocket
{
    private readonly PipeReader _input;
    private readonly SocketOutput _output;
    private readonly IConnectionLifetimeFeature _lifetime;
    private readonly ChatCalls _calls;
    private readonly HubDispatcher _dispatcher;
    private readonly HubRecords _protocol;
    private readonly ILogger _logger;
    private readonly RecordBuffer _records = new(ChatHubExtensions.UnreadBytes);
    private readonly WebSocketReader _reader;
    private volatile bool _isOpen;
    private int _isClosing;
    private bool _isLetIn;
    private bool _heard;
    private SilenceWatch _silence;
    private Task _call = Task.CompletedTask;

    public ChatSocket(
        PipeReader input, SocketOutput output, IConnectionLifetimeFeature lifetime, ChatCalls calls, HubDispatcher dispatcher, HubRecords protocol, ILogger logger)
    {
        (_input, _output, _lifetime, _calls, _dispatcher, _protocol, _logger) = (input, output, lifetime, calls, dispatcher, protocol, logger);
        _reader = new WebSocketReader(_records);
    }

    /// <summary>Put together from what is only ever set, so that a handshake and a hanging up at the same time cannot undo each other.</summary>
    private SocketPhase Phase => Volatile.Read(ref _isClosing) != 0 ? SocketPhase.Closing : _isOpen ? SocketPhase.Open : SocketPhase.Handshake;

    /// <summary>Ends when the connection has, for whatever reason, and everybody was told; never throws.</summary>
    public async Task RunAsync(ClientConnection connection)
    {
        var violated = await TryReadAsync(connection);
        _records.Clear();
        if (_isLetIn)
        {
            await _calls.CloseAsync(connection);
        }

        if (violated)
        {
            await LingerAsync();
        }
    }

    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken) => new(_output.WriteAsync(frame.Framed));

    public int ReadAhead() => _output.ReadAhead();

    public void Close() => Close(Phase is SocketPhase.Handshake ? HubRecords.TooLateForHandshake : HubRecords.Goodbye, WebSocketStatus.Normal);

    public void Abort() => _lifetime.Abort();

    public void Tick()
    {
        var verdict = _silence.Tick(Phase, _heard, _output.HasWritten);
        (_heard, _output.HasWritten) = (false, false);
        switch (verdict)
        {
            case SilenceVerdict.Ping:
                _output.WriteIfIdle(HubRecords.Ping);
                break;
            case SilenceVerdict.Close:
                Close();
                break;
            case SilenceVerdict.Abort:
                Abort();
                break;
        }
    }

    /// <summary>Reads to the end; whether that was a violation, after which the client is still there.</summary>
    private async Task<bool> TryReadAsync(ClientConnection connection)
    {
        try
        {
            await ReadAsync(connection);
        }
        catch (WebSocketViolation violation)
        {
            var record = Phase is SocketPhase.Handshake ? HubRecords.HandshakeRefused(violation.Message) : HubRecords.Violated;
            Close(record, violation.Status);
            return true;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went without a word.
        }
#pragma warning disable CA1031 // One connection ends, and the process does not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(connection.Id, exception);
            Abort();
        }

        return false;
    }

    private async Task ReadAsync(ClientConnection connection)
    {
        while (true)
        {
            var read = await _input.ReadAsync();
            _heard = true;
            var rest = read.Buffer;
            try
            {
                WebSocketSignal signal;
                while ((signal = _reader.Read(ref rest)) is not WebSocketSignal.More)
                {
                    if (signal is WebSocketSignal.Close)
                    {
                        AnswerClose();
                        return;
                    }

                    if (signal is WebSocketSignal.Ping)
                    {
                        _output.WriteIfIdle(WebSocketFrames.Pong(_reader.Control));
                    }
                    else
                    {
                        await TakeRecordsAsync(connection);
                    }
                }
            }
            finally
            {
                _input.AdvanceTo(rest.Start, rest.End);
            }

            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private async ValueTask TakeRecordsAsync(ClientConnection connection)
    {
        while (_records.TryTake(out var record))
        {
            switch (Phase)
            {
                case SocketPhase.Handshake:
                    await ShakeHandsAsync(connection, record);
                    break;
                case SocketPhase.Open:
                    await TakeAsync(connection, record);
                    break;
            }
        }
    }

    private async Task ShakeHandsAsync(ClientConnection connection, ReadOnlyMemory<byte> record)
    {
        if (_protocol.JudgeHandshake(record) is { } wrong)
        {
            Close(HubRecords.HandshakeRefused(wrong), WebSocketStatus.Normal);
            return;
        }

        _ = _output.WriteAsync(HubRecords.Welcome);
        _isOpen = true;
        if (await _dispatcher.OpenAsync(connection) is { } refused)
        {
            Close(_protocol.Write(new CloseMessage($"{refused.Code}: {refused.Message}")), WebSocketStatus.Normal);
        }
        else
        {
            _isLetIn = true;
        }
    }

    private async ValueTask TakeAsync(ClientConnection connection, ReadOnlyMemory<byte> record)
    {
        switch (_protocol.Read(record))
        {
            case InvocationMessage call:
                if (!_call.IsCompleted)
                {
                    await _call.WaitAsync(_lifetime.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    _lifetime.ConnectionClosed.ThrowIfCancellationRequested();
                }

                // Where the room is in this process and idle, the caller's own copy of a message and the answer are both written by the time this returns.
                _output.Cork();
                var answered = _dispatcher.AnswerAsync(connection, call, _output);
                _output.Uncork();

                // What has ended is let go of: kept here, it would live until the next call.
                _call = answered.IsCompleted ? Task.CompletedTask : answered;
                break;
            case StreamInvocationMessage { InvocationId: { } id }:
                _ = _output.WriteAsync(_protocol.Write(CompletionMessage.WithError(id, "Nothing here is a stream.")));
                break;
            case CloseMessage:
                Close();
                break;
        }
    }

    /// <summary>The client says goodbye, or answers the server's.</summary>
    private void AnswerClose()
    {
        var status = WebSocketStatus.None;
        if (_reader.Control.Length >= sizeof(ushort))
        {
            status = BinaryPrimitives.ReadUInt16BigEndian(_reader.Control);
            status = WebSocketStatus.IsSayable(status) ? status : WebSocketStatus.ProtocolError;
        }

        Close([], status);
    }

    /// <summary>
    /// Lets the client read why: to close a socket from which something was not read would take back what the client has not read yet. A client that
    /// stays is cut off by the next ticks.
    /// </summary>
    private async Task LingerAsync()
    {
        try
        {
            await _output.ShutDownAsync();
            ReadResult read;
            do
            {
                read = await _input.ReadAsync();
                _input.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client did not wait for it.
        }
    }

    private void Close(byte[] record, ushort status)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            byte[] last = [.. record, .. WebSocketFrames.Close(status)];
            _output.Finish(last);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Connection {Connection} failed.")]
    private partial void LogFault(ConnectionId connection, Exception exception);
}
