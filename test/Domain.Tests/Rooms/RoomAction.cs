namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>What can happen to a room.</summary>
internal enum RoomAction
{
    Join,
    JoinThoughHoldingMembers,
    Resume,
    Leave,
    DropGateway,
    Attach,
    Check,
    Post,
    Type,
    StopTyping,
    MarkRead,
    FetchBefore,
    FetchAfter,
    Members,
    PassTime,
    StepBack,
}
