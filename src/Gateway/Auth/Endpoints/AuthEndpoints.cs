using Microsoft.AspNetCore.Mvc;

namespace OrleansChat.Gateway.Auth;

/// <summary><c>/api/v1/auth/guest</c> and <c>/api/v1/connect</c>.</summary>
internal static class AuthEndpoints
{
    // A name of 64 characters, each escaped as two \uXXXX, with room to spare.
    private const int MaximumBodyBytes = 4 * 1024;

    public static void MapAuth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/auth/guest", GuestSignIn.HandleAsync)
            .AllowAnonymous()
            .RequireRateLimiting(GuestRateLimit.Name)
            .WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes));

        endpoints.MapPost("/api/v1/connect", Connect.HandleAsync)
            .RequireAuthorization()
            .WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes));
    }
}
