namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// One room; its key is a <see cref="RoomId"/>. The grain is the only writer of the room and so numbers every event. Each method is one
/// synchronous turn. A command of a gateway that this activation does not know (it lost its memory with its silo) is refused with
/// <see cref="RoomRefusals.Detached"/>: the gateway then attaches with what it holds of the room and repeats the command.
/// </summary>
[Alias("chat.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Adds a connection of a user; idempotent by connection.</summary>
    [Alias("Join")]
    Task<Reply<RoomSnapshot>> JoinAsync(JoinRoom command);

    /// <summary>Removes a connection of a user; no effect where it is not there. Never refused.</summary>
    [Alias("Leave")]
    Task LeaveAsync(LeaveRoom command);

    /// <summary>Accepts a message, or answers again what was answered to the same key.</summary>
    [Alias("Post")]
    Task<Reply<Posted>> PostAsync(PostMessage command);

    /// <summary>Says that a member began or stopped typing.</summary>
    [Alias("SetTyping")]
    Task<Reply<Accepted>> SetTypingAsync(SetTyping command);

    /// <summary>Moves a member's read marker forward.</summary>
    [Alias("MarkRead")]
    Task<Reply<Accepted>> MarkReadAsync(MarkRead command);

    /// <summary>Reads messages that the room still keeps.</summary>
    [Alias("Fetch")]
    Task<Reply<RoomMessages>> FetchAsync(FetchMessages query);

    /// <summary>Reads a page of members.</summary>
    [Alias("Members")]
    Task<Reply<RoomMembers>> MembersAsync(ListMembers query);

    /// <summary>Tells a fresh activation what a gateway holds of the room, and tells the gateway what it missed.</summary>
    [Alias("Attach")]
    Task<RoomAttached> AttachAsync(AttachGateway command);
}
