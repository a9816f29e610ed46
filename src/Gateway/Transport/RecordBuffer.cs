using System.Buffers;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// Cuts a stream of bytes into the hub protocol's records. It holds memory, from a pool, only while part of a record is there, and never more
/// than the bound and one piece of input.
/// </summary>
internal sealed class RecordBuffer(int mostBytes)
{
    private const byte RecordSeparator = 0x1e;

    private byte[] _bytes = [];
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>Room for that many bytes more. What was taken before is overwritten.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _end < length)
        {
            var unread = _end - _start;
            var bytes = _bytes.Length - unread >= length ? _bytes : ArrayPool<byte>.Shared.Rent(Math.Max(unread + length, 2 * unread));
            _bytes.AsSpan(_start, unread).CopyTo(bytes);
            if (bytes != _bytes)
            {
                Return();
            }

            (_bytes, _scanned, _start, _end) = (bytes, _scanned - _start, 0, unread);
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>So many of the reserved bytes are filled.</summary>
    public void Commit(int length) => _end += length;

    /// <summary>Takes a record with its separator; it is good until more is reserved, or there is no further one.</summary>
    /// <exception cref="WebSocketViolation">What is there is over the bound, and no record yet.</exception>
    public bool TryTake(out ReadOnlyMemory<byte> record)
    {
        var index = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf(RecordSeparator);
        if (index >= 0)
        {
            var next = _scanned + index + 1;
            record = _bytes.AsMemory(_start, next - _start);
            _start = _scanned = next;
            return true;
        }

        record = default;
        _scanned = _end;
        if (_end - _start > mostBytes)
        {
            throw new WebSocketViolation(WebSocketStatus.TooBig, $"There are {mostBytes} bytes without a record's end.");
        }

        if (_start == _end)
        {
            Clear();
        }

        return false;
    }

    /// <summary>Forgets all that is there.</summary>
    public void Clear()
    {
        Return();
        (_bytes, _start, _scanned, _end) = ([], 0, 0, 0);
    }

    private void Return()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
