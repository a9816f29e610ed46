using System.Globalization;

namespace OrleansChat.Grains.Rooms;

/// <summary>What an answer shows of the message that it answers. Pure.</summary>
internal static class Quotes
{
    /// <summary>UTF-16 units that a quote has at the most; two lines on a narrow screen, whatever the message holds.</summary>
    public const int Units = 160;

    /// <summary>Quotes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">Its text as it is now.</param>
    public static Quote Of(MessagePosted message, string text) => new(Position.Of(message), message.From, Shorten(text));

    /// <summary>Ends where a character ends as a person counts them, with a sign that it does.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= Units)
        {
            return text;
        }

        var length = 0;
        while (length + StringInfo.GetNextTextElementLength(text, length) is var next && next < Units)
        {
            length = next;
        }

        return $"{text.AsSpan(0, length)}…";
    }
}
