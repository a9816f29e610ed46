using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.Grains.Interfaces;

/// <summary>A normalised room code: trimmed, upper-cased (invariant), 1–64 of <c>A–Z 0–9 - _ .</c>; it is the room grain's key.</summary>
[GenerateSerializer, Immutable, Alias("chat.RoomId")]
public readonly record struct RoomId
{
    /// <summary>Longest code, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a valid code is, for error messages.</summary>
    public const string Rule = "a room code is 1 to 64 of A-Z, 0-9, '-', '_' and '.'";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private RoomId(string value) => Value = value;

    /// <summary>The normalised code.</summary>
    [Id(0)]
    public string Value { get; init; }

    /// <summary>Normalises a code as a person typed it.</summary>
    /// <param name="code">The code, or null.</param>
    /// <param name="room">The room, where the code is valid.</param>
    /// <returns>Whether the code is valid.</returns>
    public static bool TryParse([NotNullWhen(true)] string? code, out RoomId room)
    {
        room = default;
        if (code is null || code.Length > 4 * MaxLength)
        {
            return false;
        }

        var value = code.Trim();
        if (value.Length is 0 or > MaxLength)
        {
            return false;
        }

        value = value.ToUpperInvariant();
        if (value.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        room = new RoomId(value);
        return true;
    }

    /// <summary>Parses a code that is known to be valid, such as a grain's key.</summary>
    /// <exception cref="FormatException">The code is not valid.</exception>
    public static RoomId Parse(string code) =>
        TryParse(code, out var room) ? room : throw new FormatException($"'{code}' is not a room code: {Rule}.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
