namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Watch</c>.</summary>
/// <param name="Users">What each of them is, in the order in which they were named. Changes come as frames of type <c>presence</c>.</param>
public sealed record Watched(IReadOnlyList<PresenceFrame> Users) : Result(true);
