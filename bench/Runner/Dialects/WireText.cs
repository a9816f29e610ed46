using System.Buffers.Text;

namespace OrleansChat.Bench.Dialects;

/// <summary>Writes pieces of a text one behind the other. All of them are of this program's making, so there is nothing to escape.</summary>
internal ref struct WireText(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_destination[Length..]);
        Length += text.Length;
    }

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, _destination[Length..], out var written);
        Length += written;
    }
}
