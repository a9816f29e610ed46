namespace OrleansChat.Contracts;

/// <summary>A rate limit.</summary>
/// <param name="Limit">Operations a window.</param>
/// <param name="WindowSeconds">The window, in seconds.</param>
public sealed record RateLimitInfo(int Limit, int WindowSeconds);
