using System.Text.Json;
using System.Text.Unicode;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// JSON without leeway: valid UTF-8, no comments, no trailing commas, nothing after the value, no member twice at any depth (RFC 7519 lets a reader
/// take the last of two, and two readers that differ in that are a hole).
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <exception cref="Exception">One for which <see cref="IsMalformed"/> is true.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) =>
        Utf8.IsValid(json.Span) ? JsonDocument.Parse(json, Options) : throw new JsonException("The text is not UTF-8.");

    /// <summary>Whether an exception says that the input is bad. A lone surrogate, written as an escape, surfaces only when the text is read, and as the latter.</summary>
    public static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>A member's text; null where it is missing or not a string.</summary>
    public static string? GetString(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
