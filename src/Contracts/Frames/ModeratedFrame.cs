namespace OrleansChat.Contracts;

/// <summary>Something was decided about a member or the room. Who is to leave hears of it last of all; the others see him leave with <c>left</c>.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Action">As <see cref="ModerateRequest.Action"/>.</param>
/// <param name="By">Who decided it.</param>
/// <param name="User">About whom; absent where it is about the room.</param>
/// <param name="Until">Until when, in Unix milliseconds; absent for as long as the room.</param>
/// <param name="IntervalMs">Of <c>slow</c> the time between two messages of a member, in milliseconds.</param>
/// <param name="Reason">Why; absent where none was given.</param>
public sealed record ModeratedFrame(
    string Room, long Epoch, long Seq, long Clock, long At, string Action, UserInfo By, UserInfo? User = null, long? Until = null, int? IntervalMs = null, string? Reason = null)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
