using System.Buffers;

namespace OrleansChat.LoadTest.Connections;

/// <summary>Keeps the beginning of something that has not arrived whole. Holds no memory while there is nothing to keep, which is nearly always.</summary>
internal struct CarriedBytes
{
    private byte[]? _bytes;
    private int _length;

    public readonly bool IsEmpty => _length == 0;

    /// <summary>Puts new bytes behind the kept ones and answers both; valid until the next call.</summary>
    public ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || _bytes.Length < _length + bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes.Length, 2 * _length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            Return();
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return _bytes.AsSpan(0, _length);
    }

    /// <summary>Keeps just these bytes, which may be the end of what <see cref="Append"/> answered.</summary>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Return();
            _length = 0;
        }
        else if (_bytes is null)
        {
            Append(rest);
        }
        else
        {
            // What Append answered is in this very array, and copying within it is safe.
            rest.CopyTo(_bytes);
            _length = rest.Length;
        }
    }

    private void Return()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }
    }
}
