using Microsoft.AspNetCore.Authentication;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Changes an access token for a ticket that may stand in a URL.</summary>
internal static class Connect
{
    public static async Task<IResult> HandleAsync(HttpContext context, TicketOffice tickets)
    {
        var authentication = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult;
        if (authentication?.Properties?.ExpiresUtc is not { } expiresAt)
        {
            return ChatProblem.Create(StatusCodes.Status401Unauthorized, ChatErrorCode.Unauthenticated, "Send an access token.");
        }

        var ticket = await tickets.IssueAsync(new AuthenticatedUser(context.User.GetUser(), expiresAt, context.User.GetRole()));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TicketAnswer(ticket.Secret, ticket.ExpiresAt.ToUnixTimeMilliseconds()), AuthJsonContext.Default.TicketAnswer);
    }
}
