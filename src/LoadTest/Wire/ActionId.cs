using System.Globalization;
using System.Text;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Wire;

/// <summary>The invocation id of an action that is no send: what it is, its number and when it was due, so that the answer brings along what is needed to check and to time it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number in the room of an edit or a reaction, which is its key as well; 0 for the others.</param>
/// <param name="DueMicroseconds">When it was due, on the run's clock.</param>
internal readonly record struct ActionId(ActionKind Kind, long Number, long DueMicroseconds)
{
    /// <summary>Reads an id that <see cref="ToString"/> wrote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ActionId id)
    {
        id = default;
        var parts = Encoding.ASCII.GetString(text).Split('.');
        if (parts is not [var name, var number, var due]
            || ActionKindNames.All.ToList().IndexOf(name) is not (>= 0 and var kind)
            || !long.TryParse(number, CultureInfo.InvariantCulture, out var numberRead)
            || !long.TryParse(due, CultureInfo.InvariantCulture, out var dueRead))
        {
            return false;
        }

        id = new ActionId((ActionKind)kind, numberRead, dueRead);
        return true;
    }

    /// <summary>The id as it is sent.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind.Name()}.{Number}.{DueMicroseconds}");
}
