namespace OrleansChat.History;

/// <summary>What can be done to a message.</summary>
public enum ChangeKind
{
    /// <summary>Its author gave it another text.</summary>
    Edited,

    /// <summary>Its author took it away.</summary>
    Deleted,

    /// <summary>A user says an emoji to it.</summary>
    Reacted,

    /// <summary>A user takes an emoji back.</summary>
    Unreacted,

    /// <summary>It is marked.</summary>
    Pinned,

    /// <summary>It is not marked any more.</summary>
    Unpinned,
}
