namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Hello</c>, the optional first call of a connection.</summary>
/// <param name="Device">A name for the device, at most 64 characters; shown to nobody else.</param>
public sealed record HelloRequest(string? Device = null);
