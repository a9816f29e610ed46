namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Hello</c>, the optional first call of a connection.</summary>
/// <param name="Device">A name for the device, at most 64 characters; shown to nobody else.</param>
/// <param name="Rooms">The rooms in which an earlier connection was, and how far it had come; they are resumed in one go.</param>
public sealed record HelloRequest(string? Device = null, IReadOnlyList<RoomPosition>? Rooms = null);
