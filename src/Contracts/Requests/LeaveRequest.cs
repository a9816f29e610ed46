namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Leave</c>.</summary>
/// <param name="Room">Room code.</param>
public sealed record LeaveRequest(string Room);
