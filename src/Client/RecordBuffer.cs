using System.Buffers;

namespace OrleansChat.Client;

/// <summary>Collects what a WebSocket receives and cuts it at the record separators; a record may span messages, and a message hold many.</summary>
/// <param name="maximumBytes">The longest record.</param>
internal sealed class RecordBuffer(int maximumBytes) : IDisposable
{
    private const int InitialBytes = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>Room for more bytes; say with <see cref="Advance"/> how many came.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _scanned -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>Takes the next whole record, which is valid until the next call of <see cref="GetMemory"/>.</summary>
    /// <exception cref="InvalidDataException">The record is longer than it may be.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> record)
    {
        var separator = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf(HubMessage.Separator);
        var length = (separator < 0 ? _end : _scanned + separator) - _start;
        if (length > maximumBytes)
        {
            throw new InvalidDataException($"The server sent a message of more than {maximumBytes} bytes.");
        }

        if (separator < 0)
        {
            _scanned = _end;
            record = default;
            return false;
        }

        record = _bytes.AsMemory(_start, length);
        _start += length + 1;
        _scanned = _start;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
