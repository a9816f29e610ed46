using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace OrleansChat.Gateway.Transport;

/// <summary>Checks that a text which comes in pieces is UTF-8. A character may be cut in two by the end of a piece.</summary>
internal sealed class Utf8Scanner
{
    private const int LongestCharacter = 4;

    private readonly byte[] _cut = new byte[LongestCharacter];
    private int _held;

    /// <summary>Takes the next piece; false where it, or what it completes, is no UTF-8.</summary>
    public bool Accept(ReadOnlySpan<byte> piece)
    {
        while (_held > 0 && !piece.IsEmpty)
        {
            _cut[_held++] = piece[0];
            piece = piece[1..];
            switch (Rune.DecodeFromUtf8(_cut.AsSpan(0, _held), out _, out _))
            {
                case OperationStatus.Done:
                    _held = 0;
                    break;
                case OperationStatus.InvalidData:
                    return false;
            }
        }

        return Utf8.IsValid(piece) || TryHoldEnd(piece);
    }

    /// <summary>The text is over; false where it ends within a character. A new one may begin.</summary>
    public bool TryEnd() => _held == 0;

    private bool TryHoldEnd(ReadOnlySpan<byte> piece)
    {
        for (var length = 1; length < LongestCharacter && length <= piece.Length; length++)
        {
            var end = piece[^length..];
            if ((end[0] & 0xc0) == 0x80)
            {
                continue;
            }

            if (Rune.DecodeFromUtf8(end, out _, out _) is not OperationStatus.NeedMoreData || !Utf8.IsValid(piece[..^length]))
            {
                return false;
            }

            end.CopyTo(_cut);
            _held = length;
            return true;
        }

        return false;
    }
}
