using System.Buffers;
using System.Net.Sockets;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// Writes to a connected socket, in the order of the calls. As long as the operating system takes everything at once, a write is one system call on the
/// caller's thread and allocates nothing; what it does not take is sent on when it can be, and all that is written meanwhile comes behind.
/// </summary>
/// <remarks>
/// What can wait here is bounded by its callers: an outbox hands over one frame at a time, calls are answered one at a time, and pings and pongs are
/// left out while anything waits.
/// </remarks>
internal sealed class SocketOutput
{
    /// <summary>What a corked output gathers at the most: a message and the answer to its author are far smaller.</summary>
    private const int MostGatheredBytes = 4096;

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private Task _pending = Task.CompletedTask;
    private byte[]? _gathered;
    private int _gatheredBytes;
    private bool _isCorked;
    private bool _isFinished;

    public SocketOutput(Socket socket)
    {
        // Otherwise a full socket would block the thread that writes to it.
        socket.Blocking = false;
        _socket = socket;
    }

    /// <summary>Whether something was written since this was last asked.</summary>
    public bool HasWritten { get; set; }

    /// <inheritdoc cref="Connections.IFrameWriter.ReadAhead"/>
    public int ReadAhead() => _gatheredBytes + (_lock.IsHeldByCurrentThread ? 1 : 0) + (_pending.IsCompleted ? 1 : 0) + (_socket.Blocking ? 1 : 0);

    /// <summary>
    /// Gathers what is written until <see cref="Uncork"/>, to send it in one: what a call brings about and its answer then cost one system call. For
    /// as long as nothing is waited for; a write counts as done meanwhile, since its bytes were copied.
    /// </summary>
    public void Cork()
    {
        lock (_lock)
        {
            _isCorked = true;
        }
    }

    /// <inheritdoc cref="Cork"/>
    public void Uncork()
    {
        lock (_lock)
        {
            _isCorked = false;
            SendGathered();
        }
    }

    /// <summary>Writes; the task ends when the operating system has taken all of it. The bytes must not change until then.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (_isFinished)
            {
                return Task.CompletedTask;
            }

            HasWritten = true;
            if (_isCorked && _pending.IsCompleted && TryGather(bytes.Span))
            {
                return Task.CompletedTask;
            }

            SendGathered();
            return SendLocked(bytes);
        }
    }

    /// <summary>Writes what is of use only now: nothing, where something waits.</summary>
    public void WriteIfIdle(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (_pending.IsCompleted)
            {
                _ = WriteAsync(bytes);
            }
        }
    }

    /// <summary>Writes the last of all; what comes after it is dropped.</summary>
    public void Finish(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            _ = WriteAsync(bytes);
            _isFinished = true;
        }
    }

    /// <summary>Tells the peer that nothing more comes, once all that was written has gone.</summary>
    public async Task ShutDownAsync()
    {
        await _pending;
        _socket.Shutdown(SocketShutdown.Send);
    }

    private bool TryGather(ReadOnlySpan<byte> bytes)
    {
        if (_gatheredBytes + bytes.Length > MostGatheredBytes)
        {
            return false;
        }

        _gathered ??= ArrayPool<byte>.Shared.Rent(MostGatheredBytes);
        bytes.CopyTo(_gathered.AsSpan(_gatheredBytes));
        _gatheredBytes += bytes.Length;
        return true;
    }

    private void SendGathered()
    {
        if (_gathered is not { } gathered)
        {
            return;
        }

        // A failure is not told to who wrote: the connection is gone, which its reader sees as well.
        if (SendLocked(gathered.AsMemory(0, _gatheredBytes)).IsCompleted)
        {
            ArrayPool<byte>.Shared.Return(gathered);
        }

        (_gathered, _gatheredBytes) = (null, 0);
    }

    private Task SendLocked(ReadOnlyMemory<byte> bytes)
    {
        if (!_pending.IsCompleted)
        {
            return _pending = SendBehindAsync(_pending, bytes);
        }

        var sent = Send(bytes.Span, out var error);
        if (sent == bytes.Length)
        {
            return Task.CompletedTask;
        }

        return error is SocketError.Success or SocketError.WouldBlock
            ? _pending = SendAllAsync(bytes[sent..])
            : Task.FromException(new SocketException((int)error));
    }

    private int Send(ReadOnlySpan<byte> bytes, out SocketError error)
    {
        try
        {
            return _socket.Send(bytes, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.Shutdown;
            return 0;
        }
    }

    private async Task SendBehindAsync(Task earlier, ReadOnlyMemory<byte> bytes)
    {
        await earlier;
        await SendAllAsync(bytes);
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
