using System.Text;
using System.Text.Json;

namespace OrleansChat.LoadTest.Connections;

/// <summary>The HTTP answer to an opening request.</summary>
internal static class UpgradeAnswer
{
    /// <summary>Finds the end of the answer's head.</summary>
    /// <returns>The bytes that the head takes, or 0 where it is not whole yet.</returns>
    public static int HeadLength(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    public static bool IsSwitching(ReadOnlySpan<byte> input) => input.StartsWith("HTTP/1.1 101 "u8);

    /// <summary>The code of the problem document, or the status where there is none.</summary>
    public static string RefusalCode(ReadOnlySpan<byte> input, int headLength)
    {
        var body = input[headLength..];
        var start = body.IndexOf((byte)'{');
        if (start >= 0)
        {
            try
            {
                var reader = new Utf8JsonReader(body[start..]);
                if (JsonDocument.TryParseValue(ref reader, out var document))
                {
                    using (document)
                    {
                        if (document.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } text)
                        {
                            return text;
                        }
                    }
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Not a problem document; the status says enough.
            }
        }

        var status = Encoding.ASCII.GetString(input[..headLength]).Split(' ');
        return status.Length > 1 ? $"HTTP_{status[1]}" : "BAD_HTTP";
    }
}
