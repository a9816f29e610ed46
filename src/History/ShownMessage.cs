namespace OrleansChat.History;

/// <summary>A message as one client shows it, with everything that was done to it.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Text">A hash of its text; 0 where that is empty.</param>
/// <param name="Version">The number of its last edit; 0 where it was never edited.</param>
/// <param name="Deleted">Whether it was deleted.</param>
/// <param name="Pinned">Whether it is pinned.</param>
/// <param name="Reactions">What users say to it, each emoji once.</param>
/// <param name="Rev">The number of the last change that is in it; 0 where there is none.</param>
public readonly record struct ShownMessage(long Seq, ulong Text, long Version, bool Deleted, bool Pinned, IReadOnlyList<ShownReaction> Reactions, long Rev)
{
    /// <summary>In words.</summary>
    public override string ToString() =>
        Deleted ? "deleted" : $"text {Text:x4} (version {Version}){(Pinned ? ", pinned" : "")}{string.Concat(Reactions.Select(one => $", {one.Count} times {one.Emoji:x4}"))}";

    /// <summary>Whether another client shows the same, but for whose reactions are its own.</summary>
    internal bool IsLike(in ShownMessage other) =>
        (Text, Version, Deleted, Pinned) == (other.Text, other.Version, other.Deleted, other.Pinned) && Counts.SetEquals(other.Counts);

    private HashSet<(ulong Emoji, int Count)> Counts => [.. Reactions.Select(one => (one.Emoji, one.Count))];
}
