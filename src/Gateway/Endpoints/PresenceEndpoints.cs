using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Endpoints;

/// <summary><c>GET /api/v1/users/{user}/presence</c>: whether a user is online, and when last seen.</summary>
internal static class PresenceEndpoints
{
    public static void MapPresence(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/api/v1/users/{user}/presence",
        async (string user, IGrainFactory grains) =>
        {
            if (user.Length > UserId.MaxLength)
            {
                return ChatProblem.Create(StatusCodes.Status400BadRequest, ChatErrorCode.BadRequest, $"A user id has at most {UserId.MaxLength} characters.");
            }

            var presence = await grains.GetGrain<IPresenceGrain>(user).GetAsync();
            return Results.Json(new
            {
                user,
                status = presence.Online ? "online" : "offline",
                devices = presence.Devices,
                lastSeen = presence.LastSeen,
            });
        }).RequireAuthorization();
}
