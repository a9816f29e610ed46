namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// One room; its key is a <see cref="RoomId"/>. The grain is the only writer of the room and so numbers every event. Before a new activation
/// serves anything it asks every gateway what it holds of the room. Each method decides in one synchronous turn. A command of a gateway that
/// this activation does not know (it could not be asked) is refused with <see cref="RoomRefusals.Detached"/>: the gateway then attaches with
/// what it holds of the room and repeats the command.
/// </summary>
[Alias("chat.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Adds a connection of a user; idempotent by connection.</summary>
    [Alias("Join")]
    Task<Reply<RoomSnapshot>> JoinAsync(JoinRoom command);

    /// <summary>Removes a connection of a user; no effect where it is not there. Refused only by an activation that was replaced.</summary>
    [Alias("Leave")]
    Task<Reply<Accepted>> LeaveAsync(LeaveRoom command);

    /// <summary>Accepts a message, or answers again what was answered to the same key.</summary>
    [Alias("Post")]
    Task<Reply<Posted>> PostAsync(PostMessage command);

    /// <summary>Accepts a change of a message, or answers again what was answered to the same key.</summary>
    [Alias("Change")]
    Task<Reply<Posted>> ChangeAsync(ChangeMessage command);

    /// <summary>Decides something about a member or the room, or answers again what was answered to the same key.</summary>
    [Alias("Rule")]
    Task<Reply<Posted>> RuleAsync(GiveRuling command);

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

    /// <summary>Reads what was decided about the room and its members.</summary>
    [Alias("Rulings")]
    Task<Reply<RoomRulings>> RulingsAsync(ListRulings query);

    /// <summary>Tells the room what a gateway holds of it that it was not asked for or has lost touch with, and the gateway what it missed.</summary>
    [Alias("Attach")]
    Task<CatchUp> AttachAsync(AttachGateway command);

    /// <summary>Compares positions and connections with a gateway that has heard nothing for a while.</summary>
    [Alias("Check")]
    Task<RoomChecked> CheckAsync(CheckGateway query);

    /// <summary>A gateway was told something of the room although it holds nobody in it: the stays that the room knows of have ended.</summary>
    [Alias("Detach")]
    Task DetachAsync(DetachGateway command);

    /// <summary>A gateway's lease has run out: its connections are gone.</summary>
    [Alias("DropGateway")]
    Task DropGatewayAsync(GatewayId gateway);

    /// <summary>
    /// A silo has not heard for long that a gateway is still in the room. If that is so where the room is now, the gateway's connections are dropped:
    /// what brought them in was overtaken by the word that they are gone.
    /// </summary>
    [Alias("AuditGateway")]
    Task AuditGatewayAsync(GatewayId gateway);
}
