namespace OrleansChat.Grains.Interfaces;

/// <summary>What can be done to a message. Replicas keep the numbers of these names.</summary>
public enum ChangeKind
{
    /// <summary>It has another text.</summary>
    Edited = 1,

    /// <summary>It has no text any more, no reactions, and is not pinned.</summary>
    Deleted = 2,

    /// <summary>A member says an emoji to it.</summary>
    Reacted = 3,

    /// <summary>The member takes it back.</summary>
    Unreacted = 4,

    /// <summary>It is to be found at once.</summary>
    Pinned = 5,

    /// <summary>It is a message like the others.</summary>
    Unpinned = 6,
}
