using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace OrleansChat.Gateway.Auth;

/// <summary>The name that others see, from a token or from a guest.</summary>
internal static class DisplayName
{
    public const int MaximumLength = 64;
    public const string Rule = "a name is 1 to 64 characters, without line breaks, control, invisible and text-direction characters";

    // Letters, marks and symbols by category that nevertheless show nothing: they would make a name look empty, or like somebody else's.
    private static readonly SearchValues<char> Blank = SearchValues.Create("\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0");

    /// <summary>Trims the name and brings it into Unicode's composed form (NFC).</summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? name)
    {
        name = null;

        // Composition at most shrinks a text to a third (UAX #15), so that a longer one need not be looked at.
        if (text is null || text.Length > 4 * MaximumLength || !IsShowable(text.AsSpan().Trim()))
        {
            return false;
        }

        var composed = Composition.Compose(text.Trim());
        if (composed.Length is 0 or > MaximumLength)
        {
            return false;
        }

        name = composed;
        return true;
    }

    private static bool IsShowable(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != OperationStatus.Done || !IsShowable(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static bool IsShowable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Format holds every zero-width and bidirectional control.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => false,
        _ => !(rune.IsBmp && Blank.Contains((char)rune.Value)),
    };
}
