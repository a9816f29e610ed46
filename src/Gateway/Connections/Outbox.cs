namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What waits for one connection. While the connection keeps up, a frame goes straight to the transport and nothing is ever queued; once the
/// transport pushes back, frames wait in an <see cref="OutboxQueue"/>, bounded, and the client is told less and less. A connection that takes nothing
/// for too long, or that even this cannot help, is closed: the room, and everybody else in it, never waits for a slow reader.
/// </summary>
internal sealed class Outbox(IFrameWriter writer, SlowReaders readers)
{
    private readonly Lock _lock = new();
    private OutboxQueue? _queue;
    private LinkedListNode<Outbox>? _place;
    private long _progressAt;
    private State _state;

    private enum State
    {
        /// <summary>The transport takes every frame at once.</summary>
        Flowing,

        /// <summary>The transport has not taken the last frame yet; all others wait.</summary>
        Writing,

        /// <summary>The same, and the only frame that will still follow is the last one.</summary>
        Ending,

        /// <summary>The last frame is being written, or was.</summary>
        SayingBye,

        Closed,
    }

    /// <inheritdoc cref="IFrameWriter.ReadAhead"/>
    public int ReadAhead() => (int)_state + (_lock.IsHeldByCurrentThread ? 1 : 0) + writer.ReadAhead();

    public void Enqueue(OutboundFrame frame)
    {
        lock (_lock)
        {
            if (_state is State.Writing)
            {
                WaitFor(frame);
                return;
            }

            if (_state is not State.Flowing)
            {
                return;
            }

            // Holding the lock while the frame is handed over keeps the frames of two threads in the order in which they came. The
            // transport never blocks and never calls back into this connection's outbox.
            var write = writer.WriteAsync(frame, CancellationToken.None);
            if (write.IsCompletedSuccessfully)
            {
                return;
            }

            _state = State.Writing;
            _progressAt = readers.Time.GetTimestamp();
            _place = readers.Enter(this);
            _ = DrainAsync(write);
        }
    }

    /// <summary>Takes no more, and ends the connection behind what was written.</summary>
    public void Finish()
    {
        Close();
        writer.Close();
    }

    /// <summary>Drops what waits of a room, but for typing: the answer that is about to be written to this connection contains it.</summary>
    public void Forget(string room)
    {
        lock (_lock)
        {
            _queue?.Forget(room);
        }
    }

    /// <summary>Called now and then while the transport pushes back.</summary>
    public void EndIfStalled()
    {
        lock (_lock)
        {
            var idle = readers.Time.GetElapsedTime(_progressAt);
            if (_state is State.Writing && idle >= readers.Options.SlowTimeout)
            {
                End();
                return;
            }

            if (_state is not (State.Ending or State.SayingBye) || idle < readers.Options.ByeTimeout)
            {
                return;
            }

            CloseLocked();
        }

        writer.Abort();
    }

    /// <summary>Takes no more; what waits is dropped.</summary>
    public void Close()
    {
        lock (_lock)
        {
            CloseLocked();
        }
    }

    private void WaitFor(OutboundFrame frame)
    {
        if (frame.Parts.Count == 0)
        {
            Wait(frame);
        }

        for (var part = 0; part < frame.Parts.Count && _state is State.Writing; part++)
        {
            Wait(frame.Parts[part]);
        }
    }

    private void Wait(OutboundFrame frame)
    {
        if (readers.Time.GetElapsedTime(_progressAt) >= readers.Options.SlowTimeout)
        {
            End();
            return;
        }

        _queue ??= new OutboxQueue(readers.Options);
        var before = _queue.Step;
        var kept = _queue.TryAdd(frame);
        for (var step = before + 1; step <= _queue.Step; step++)
        {
            readers.Counters.SlowStepReached(step);
        }

        if (!kept)
        {
            End();
        }
    }

    /// <summary>Gives up on the reader, with a word if the transport takes it in time; the next sweeps see to that.</summary>
    private void End()
    {
        _state = State.Ending;
        _queue = null;
        _progressAt = readers.Time.GetTimestamp();
        readers.Counters.SlowConnectionClosed();
    }

    private async Task DrainAsync(ValueTask write)
    {
        try
        {
            await write;
            while (Next() is { } frame)
            {
                await writer.WriteAsync(frame, CancellationToken.None);
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
            switch (_state)
            {
                case State.Writing:
                    _progressAt = readers.Time.GetTimestamp();
                    return _queue?.Take() ?? Flow();
                case State.Ending:
                    _state = State.SayingBye;
                    return readers.Bye;
                case State.SayingBye:
                    // The connection ends behind what was written; where its reader does not take that, a sweep cuts it off.
                    writer.Close();
                    return null;
                default:
                    return null;
            }
        }
    }

    private OutboundFrame? Flow()
    {
        // A queue that was needed once is not kept: most connections never need one again.
        _queue = null;
        _state = State.Flowing;
        LeaveReaders();
        return null;
    }

    private void CloseLocked()
    {
        _state = State.Closed;
        _queue = null;
        LeaveReaders();
    }

    private void LeaveReaders()
    {
        if (_place is { } place)
        {
            _place = null;
            readers.Leave(place);
        }
    }
}
