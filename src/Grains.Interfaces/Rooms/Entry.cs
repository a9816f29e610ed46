using System.Globalization;

namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// What a room keeps of what its members did: a message, or a change of one. Entries are numbered in one order, have a key each, and are kept, replicated
/// and recovered in the same way.
/// </summary>
[GenerateSerializer, Immutable, Alias("chat.Entry")]
public abstract record Entry : OrderedEvent
{
    /// <summary>Who did it.</summary>
    [Id(0)]
    public required Person From { get; init; }

    /// <summary>The text as it was sent: a message's, an edited message's new one, a reaction's emoji; empty where nothing is to be said.</summary>
    [Id(1)]
    public required string Body { get; init; }

    /// <summary>The idempotency key of who did it; gateways show it to him alone.</summary>
    [Id(2)]
    public required string Key { get; init; }

    /// <summary>
    /// The entry's id: its place in the one order, so that it is unique in the room and says where to find it.
    /// The epoch stands in it as it was when the entry was accepted, even after a later activation took it over.
    /// </summary>
    public string EntryId => IdOf(Epoch, Seq);

    /// <summary>The id of the entry that was accepted at a place.</summary>
    public static string IdOf(long epoch, long seq) => $"{epoch}-{seq}";

    /// <summary>Reads an id; false where it is none.</summary>
    public static bool TryParseId(string? id, out Position place)
    {
        place = default;
        if (id is not { Length: <= 40 } || id.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var dash)
            || !TryParseNumber(id.AsSpan(0, dash), out var epoch) || !TryParseNumber(id.AsSpan(dash + 1), out var seq))
        {
            return false;
        }

        place = new Position(epoch, seq);
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
