using System.Globalization;
using System.Text;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Validation;

/// <summary>What a text from a client may be. Text that passes is kept and shown exactly as it was sent.</summary>
internal static class TextRules
{
    /// <summary>Letters and symbols that show nothing: the Hangul fillers and the blank Braille pattern.</summary>
    private const string Blanks = "\u115f\u1160\u2800\u3164\uffa0";

    /// <summary>More marks in a row than any script needs; more would draw over the lines above and below.</summary>
    private const int CombiningMarksInARow = 16;

    /// <summary>
    /// A family of four is one character of 25 bytes, so that even a body of nothing else passes. A character can be made of joined ones without
    /// end; this bounds the body all the same.
    /// </summary>
    private const int BytesPerCharacter = 32;

    /// <summary>As long as a line of a list of people can show, in UTF-16 units.</summary>
    private const int StatusCharacters = 140;

    /// <summary>In UTF-16 units; a family of four, each with a colour of skin, has 19.</summary>
    private const int EmojiUnits = 32;

    /// <summary>Checks a message body; null where it is fine.</summary>
    public static Refused? CheckBody(string? body, int maxCharacters)
    {
        if (body is null || !HasVisible(body))
        {
            return Bad("The body is empty; send at least one visible character.");
        }

        // Characters as a person counts them are never more than UTF-16 units, so most bodies need no closer look at their length.
        if (body.Length > maxCharacters)
        {
            var bytes = Encoding.UTF8.GetByteCount(body);
            if (bytes > maxCharacters * BytesPerCharacter || new StringInfo(body).LengthInTextElements > maxCharacters)
            {
                return new Refused(
                    ChatErrorCode.TooLarge, $"The body is longer than {maxCharacters} characters; shorten it.", Limit: maxCharacters);
            }
        }

        return CheckRunes("body", body, "only line feed and tab are allowed");
    }

    /// <summary>Checks the words beside a status, which may be empty, or left as they are.</summary>
    public static Refused? CheckStatusText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.AsSpan().ContainsAny('\n', '\t') ? Bad("The text of a status is one line.")
            : text.Length > StatusCharacters ? new Refused(ChatErrorCode.TooLarge, $"The text is longer than {StatusCharacters} characters; shorten it.", Limit: StatusCharacters)
            : CheckRunes("text", text, "none are allowed");
    }

    /// <summary>Checks what is said to a message: one character as a person counts them.</summary>
    public static Refused? CheckEmoji(string? emoji) =>
        emoji is { Length: >= 1 and <= EmojiUnits } && !char.IsControl(emoji[0]) && !char.IsWhiteSpace(emoji[0])
            && StringInfo.GetNextTextElementLength(emoji) == emoji.Length && CheckRunes("emoji", emoji, "none are allowed") is null
            ? null
            : Bad($"emoji must be one character as a person counts them, of at most {EmojiUnits} UTF-16 units.");

    /// <summary>Checks an idempotency key.</summary>
    public static Refused? CheckKey(string? key) =>
        key is { Length: >= 1 and <= 64 } && key.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            ? null
            : Bad("The key must be 1 to 64 printable ASCII characters without spaces; a UUID is a good key.");

    /// <summary>Checks a user's id.</summary>
    public static Refused? CheckUser(string what, string? user) =>
        user is { Length: >= 1 and <= UserId.MaxLength } ? null : Bad($"{what}: name a user by an id of 1 to {UserId.MaxLength} characters.");

    /// <summary>Checks the id of a message, and reads its place.</summary>
    public static Refused? CheckId(string what, string? id, out Position place) =>
        Entry.TryParseId(id, out place) ? null : Bad($"{what}: name a message by its id, such as 1795239356283-7.");

    /// <summary>Checks the ids of those who are named in a message.</summary>
    public static Refused? CheckMentions(IReadOnlyList<string>? users, int most) =>
        users is null || (users.Count <= most && users.All(static user => user is { Length: >= 1 and <= UserId.MaxLength }) && users.Distinct().Count() == users.Count)
            ? null
            : Bad($"mentions: name at most {most} users, each once, by their ids of 1 to {UserId.MaxLength} characters.");

    public static Refused Bad(string message) => new(ChatErrorCode.BadRequest, message);

    /// <summary>Zero-width characters take no place, and so are no message by themselves.</summary>
    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format && !(rune.IsBmp && Blanks.Contains((char)rune.Value));

    private static bool HasVisible(string body)
    {
        foreach (var rune in body.EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    private static Refused? CheckRunes(string what, string text, string allowed)
    {
        var marks = 0;
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return Bad($"The {what} holds half of a surrogate pair, which is no character.");
            }

            i += consumed;
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))
            {
                return Bad($"The {what} holds the control character U+{rune.Value:X4}; {allowed}.");
            }

            marks = rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > CombiningMarksInARow)
            {
                return Bad($"The {what} has more than {CombiningMarksInARow} combining marks in a row.");
            }
        }

        return null;
    }
}
