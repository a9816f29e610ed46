namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Audit</c>: asks who decided what in a room. It needs the role <c>moderator</c>.</summary>
/// <param name="Room">Room code.</param>
public sealed record AuditRequest(string Room);
