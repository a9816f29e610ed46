namespace OrleansChat.Grains.Interfaces;

/// <summary>What can be decided about a member or a room.</summary>
[GenerateSerializer, Alias("chat.RulingKind")]
public enum RulingKind
{
    /// <summary>A member has another role.</summary>
    Role = 1,

    /// <summary>A member must leave, and may come back.</summary>
    Kicked = 2,

    /// <summary>A user must leave, and may not come back.</summary>
    Banned = 3,

    /// <summary>A user may come back.</summary>
    Unbanned = 4,

    /// <summary>A user may read, and say nothing.</summary>
    Muted = 5,

    /// <summary>A user may speak again.</summary>
    Unmuted = 6,

    /// <summary>Each member may send one message in a given time; 0 for no such rule.</summary>
    Slowed = 7,

    /// <summary>Nobody below a moderator may say anything.</summary>
    Frozen = 8,

    /// <summary>All may speak again.</summary>
    Unfrozen = 9,
}
