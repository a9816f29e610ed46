namespace OrleansChat.Gateway.Auth;

/// <summary>The body of <c>POST /api/v1/auth/guest</c>.</summary>
internal sealed record GuestRequest(string? Name);
