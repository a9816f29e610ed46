namespace OrleansChat.Bench.Epoll;

/// <summary>Writes to a socket at once, and keeps what the kernel does not take until it does; holds no memory otherwise.</summary>
public struct Outbox
{
    private byte[]? _waiting;
    private int _start;
    private int _end;

    /// <summary>Whether something waits: then the loop must say when the socket is writable.</summary>
    public readonly bool IsWaiting => _end > _start;

    /// <summary>Bytes that wait.</summary>
    public readonly int Waiting => _end - _start;

    /// <summary>Writes, or queues behind what waits.</summary>
    /// <returns>False where the socket is broken.</returns>
    public bool Send(TcpSocket socket, ReadOnlySpan<byte> bytes)
    {
        if (!IsWaiting)
        {
            var sent = socket.Send(bytes);
            if (sent == bytes.Length || sent < 0)
            {
                return sent >= 0;
            }

            bytes = bytes[sent..];
        }

        Keep(bytes);
        return true;
    }

    /// <summary>Goes on where the kernel stopped taking.</summary>
    /// <returns>False where the socket is broken.</returns>
    public bool Flush(TcpSocket socket)
    {
        var sent = socket.Send(_waiting.AsSpan(_start.._end));
        _start += Math.Max(0, sent);
        if (_start == _end)
        {
            (_waiting, _start, _end) = (null, 0, 0);
        }

        return sent >= 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_waiting is null || _waiting.Length - _end < bytes.Length)
        {
            var larger = new byte[Math.Max(4096, 2 * (Waiting + bytes.Length))];
            _waiting.AsSpan(_start.._end).CopyTo(larger);
            (_waiting, _start, _end) = (larger, 0, Waiting);
        }

        bytes.CopyTo(_waiting.AsSpan(_end));
        _end += bytes.Length;
    }
}
