namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// Somebody who may has decided something about a member or the room. It stands in the room's order like a message, so what it forbids cannot follow it, and
/// outlives the messages around it. <see cref="Entry.Body"/> is the reason, or empty.
/// </summary>
[GenerateSerializer, Immutable, Alias("chat.Ruling")]
public sealed record Ruling : Entry
{
    /// <summary>What was decided.</summary>
    [Id(0)]
    public required RulingKind Kind { get; init; }

    /// <summary>About whom; null where it is about the room.</summary>
    [Id(1)]
    public Person? Subject { get; init; }

    /// <summary>Until when it holds, in Unix milliseconds; 0 for as long as the room.</summary>
    [Id(2)]
    public long Until { get; init; }

    /// <summary>Of <see cref="RulingKind.Role"/> the <see cref="RoomRole"/>, of <see cref="RulingKind.Slowed"/> the milliseconds between two messages; else 0.</summary>
    [Id(3)]
    public int Value { get; init; }

    /// <summary>Whether who it is about must leave the room.</summary>
    public bool Removes => Kind is RulingKind.Kicked or RulingKind.Banned;

    /// <summary>Whether it holds at a time, if no later one speaks of the same.</summary>
    public bool Holds(long now) => Until == 0 || Until > now;

    /// <summary>Whether both speak of the same, so that the later one counts.</summary>
    public bool IsAbout(RulingKind aspect, UserId? subject) => AspectOf(Kind) == AspectOf(aspect) && Subject?.Id == subject;

    private static RulingKind AspectOf(RulingKind kind) => kind switch
    {
        RulingKind.Unbanned => RulingKind.Banned,
        RulingKind.Unmuted => RulingKind.Muted,
        RulingKind.Unfrozen => RulingKind.Frozen,
        _ => kind,
    };
}
