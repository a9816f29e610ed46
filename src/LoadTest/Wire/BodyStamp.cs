using System.Buffers.Text;

namespace OrleansChat.LoadTest.Wire;

/// <summary>
/// What the body of a message says about itself, so that each delivery can be checked and timed by itself: <c>run;room;sender;number;µs;</c> and
/// letters up to the wanted size; an edit keeps that and adds <c>e;number of the edit;</c>. The time is when the message was due, not when it left: a generator that lags must not hide what it caused.
/// </summary>
internal readonly record struct BodyStamp(int Room, int Sender, long Number, long DueMicroseconds)
{
    /// <summary>Longest stamp: a run of 8 characters, five numbers and their separators.</summary>
    public const int MaximumBytes = 96;

    /// <summary>Writes the body.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="size">The wanted size.</param>
    /// <param name="edit">The number of the edit that it is, which makes it unlike all others; 0 where it is none.</param>
    /// <returns>Its bytes: the wanted size, or more where the stamp alone is longer.</returns>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> run, int size, long edit = 0)
    {
        run.CopyTo(destination);
        var length = run.Length;
        destination[length++] = (byte)';';
        Append(destination, ref length, Room);
        Append(destination, ref length, Sender);
        Append(destination, ref length, Number);
        Append(destination, ref length, DueMicroseconds);
        if (edit != 0)
        {
            destination[length++] = (byte)'e';
            destination[length++] = (byte)';';
            Append(destination, ref length, edit);
        }

        for (; length < size; length++)
        {
            destination[length] = (byte)('a' + (Number + length) % 26);
        }

        return length;
    }

    /// <summary>Reads the stamp of a body that this run wrote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, ReadOnlySpan<byte> run, out BodyStamp stamp)
    {
        stamp = default;
        if (!body.StartsWith(run) || body.Length == run.Length || body[run.Length] != ';')
        {
            return false;
        }

        body = body[(run.Length + 1)..];
        if (!Take(ref body, out var room) || !Take(ref body, out var sender) || !Take(ref body, out var number) || !Take(ref body, out var due))
        {
            return false;
        }

        stamp = new BodyStamp((int)room, (int)sender, number, due);
        return number > 0;
    }

    private static void Append(Span<byte> destination, ref int length, long value)
    {
        Utf8Formatter.TryFormat(value, destination[length..], out var written);
        length += written;
        destination[length++] = (byte)';';
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, out long value)
    {
        if (!Utf8Parser.TryParse(rest, out value, out var consumed) || consumed == rest.Length || rest[consumed] != ';')
        {
            return false;
        }

        rest = rest[(consumed + 1)..];
        return true;
    }
}
