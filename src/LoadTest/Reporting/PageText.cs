using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Makes text harmless in the page: rooms, codes and reasons come from the server.</summary>
internal static class PageText
{
    // Letters and signs of every script stay readable in the source; what means something in HTML does not stay.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);
}
