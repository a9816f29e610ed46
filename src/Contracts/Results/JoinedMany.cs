namespace OrleansChat.Contracts;

/// <summary>Answer of <c>JoinMany</c>.</summary>
/// <param name="Rooms">An outcome a room (<see cref="Joined"/> or <see cref="Refusal"/>), in the order of the request.</param>
public sealed record JoinedMany(IReadOnlyList<object> Rooms) : Result(true);
