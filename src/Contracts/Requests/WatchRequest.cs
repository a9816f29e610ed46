namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Watch</c>.</summary>
/// <param name="Users">Ids of the users whose presence this connection wants to be told of, in place of those named before; at most 200.</param>
public sealed record WatchRequest(IReadOnlyList<string> Users);
