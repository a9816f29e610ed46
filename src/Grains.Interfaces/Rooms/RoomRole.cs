namespace OrleansChat.Grains.Interfaces;

/// <summary>What a member may do in a room; each may do what those below may.</summary>
[GenerateSerializer, Alias("chat.RoomRole")]
public enum RoomRole
{
    /// <summary>Reads, writes, and changes what is his own.</summary>
    Member = 0,

    /// <summary>Removes, bans and mutes members, deletes messages, slows the room down and freezes it.</summary>
    Moderator = 1,

    /// <summary>Gives and takes roles below his own.</summary>
    Admin = 2,

    /// <summary>Made the room.</summary>
    Owner = 3,
}
