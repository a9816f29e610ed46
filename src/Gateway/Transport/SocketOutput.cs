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
    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private Task _pending = Task.CompletedTask;
    private bool _isFinished;

    public SocketOutput(Socket socket)
    {
        // Otherwise a full socket would block the thread that writes to it.
        socket.Blocking = false;
        _socket = socket;
    }

    /// <summary>Whether something was written since this was last asked.</summary>
    public bool HasWritten { get; set; }

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
