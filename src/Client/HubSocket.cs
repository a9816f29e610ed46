using System.Net.WebSockets;

namespace OrleansChat.Client;

/// <summary>A WebSocket that carries records. One caller reads at a time; any number may send.</summary>
internal sealed class HubSocket(WebSocket socket, int maximumRecordBytes) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly RecordBuffer _received = new(maximumRecordBytes);

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public string? CloseDescription => socket.CloseStatusDescription;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // A send that is cancelled half-way aborts the whole WebSocket, so a caller can only give up before it begins.
            await socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
        }
        catch (OperationCanceledException exception)
        {
            // Nobody could cancel it: this is how a WebSocket says that it was aborted under the send.
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next record, valid until the next call, or null once the server has closed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> record;
        while (!_received.TryRead(out record))
        {
            var received = await socket.ReceiveAsync(_received.GetMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _received.Advance(received.Count);
        }

        return record;
    }

    /// <summary>Says goodbye; the server's own goodbye then ends <see cref="ReadAsync"/>.</summary>
    public async Task CloseOutputAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Breaks the line without a goodbye.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Call once nobody reads any more.</summary>
    public void Dispose()
    {
        socket.Dispose();
        _received.Dispose();
    }
}
