namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What waits for one connection. While the connection keeps up, a frame goes straight to the transport and nothing is ever queued; once the
/// transport pushes back, frames wait here, in order and bounded. A connection that lets the outbox fill up is closed, because the room, and
/// everybody else in it, never waits for a slow reader.
/// </summary>
internal sealed class Outbox(IFrameWriter writer, int maxFrames, int maxBytes, Action onOverflow)
{
    private readonly Lock _lock = new();
    private Queue<OutboundFrame>? _waiting;
    private int _waitingBytes;
    private bool _writing;
    private bool _closed;

    public void Enqueue(OutboundFrame frame)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_writing)
            {
                Wait(frame);
                return;
            }

            // Holding the lock while the frame is handed over keeps the frames of two threads in the order in which they came. The
            // transport never blocks and never calls back into this connection's outbox.
            var write = writer.WriteAsync(frame.Message, CancellationToken.None);
            if (write.IsCompletedSuccessfully)
            {
                return;
            }

            _writing = true;
            _ = DrainAsync(write);
        }
    }

    /// <summary>Takes no more; what waits is dropped.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _waiting = null;
        }
    }

    private void Wait(OutboundFrame frame)
    {
        _waiting ??= new Queue<OutboundFrame>();
        if (_waiting.Count >= maxFrames || _waitingBytes + frame.Bytes > maxBytes)
        {
            _closed = true;
            _waiting = null;
            onOverflow();
            writer.Abort();
            return;
        }

        _waiting.Enqueue(frame);
        _waitingBytes += frame.Bytes;
    }

    private async Task DrainAsync(ValueTask write)
    {
        try
        {
            await write;
            while (Next() is { } frame)
            {
                await writer.WriteAsync(frame.Message, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The transport is gone, and with it the connection: its disconnect does the rest.
        catch (Exception)
#pragma warning restore CA1031
        {
            Close();
        }
    }

    private OutboundFrame? Next()
    {
        lock (_lock)
        {
            if (_waiting is null || !_waiting.TryDequeue(out var frame))
            {
                // A queue that was needed once is not kept: most connections never need one again.
                _waiting = null;
                _waitingBytes = 0;
                _writing = false;
                return null;
            }

            _waitingBytes -= frame.Bytes;
            return frame;
        }
    }
}
