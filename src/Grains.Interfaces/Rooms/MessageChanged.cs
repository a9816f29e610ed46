namespace OrleansChat.Grains.Interfaces;

/// <summary>A message was changed. The change goes when the messages have gone that were said before it.</summary>
[GenerateSerializer, Immutable, Alias("chat.MessageChanged")]
public sealed record MessageChanged : Entry
{
    /// <summary>What was done to it.</summary>
    [Id(0)]
    public required ChangeKind Kind { get; init; }

    /// <summary>The message.</summary>
    [Id(1)]
    public required Position Target { get; init; }

    /// <summary>
    /// Whether this change leaves nothing of another one of the same room, so that who has this one needs no longer know of that one: the last text, the last
    /// word of a user about an emoji, whether it is pinned. After a deletion nothing else counts, whatever its number.
    /// </summary>
    public bool Replaces(MessageChanged other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Target.Seq != Target.Seq || other.Seq == Seq)
        {
            return false;
        }

        return Kind is ChangeKind.Deleted
            ? other.Kind is not ChangeKind.Deleted || Seq < other.Seq
            : Seq > other.Seq && Aspect == other.Aspect && (Aspect is not ChangeKind.Reacted || (other.From.Id == From.Id && other.Body == Body));
    }

    private ChangeKind Aspect => Kind switch
    {
        ChangeKind.Unreacted => ChangeKind.Reacted,
        ChangeKind.Unpinned => ChangeKind.Pinned,
        var kind => kind,
    };
}
