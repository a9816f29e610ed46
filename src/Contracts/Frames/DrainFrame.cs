namespace OrleansChat.Contracts;

/// <summary>
/// This gateway is about to stop. After the delay, open a new connection, resume there, and only then close this one: nothing is missed meanwhile.
/// </summary>
/// <param name="DelayMs">How long to wait first, in milliseconds; spread over the clients, so that they do not all come at once.</param>
public sealed record DrainFrame(long DelayMs) : Frame;
