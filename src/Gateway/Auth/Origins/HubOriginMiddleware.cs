using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Stands before authentication, so that a foreign page cannot even find out whether a token is good, nor use a ticket up.</summary>
internal sealed class HubOriginMiddleware(RequestDelegate next, HubOrigins origins)
{
    public Task InvokeAsync(HttpContext context) =>
        !HubPath.Covers(context.Request) || origins.Admits(context.Request)
            ? next(context)
            : ChatProblem
                .Create(StatusCodes.Status403Forbidden, ChatErrorCode.Forbidden, "Pages of this origin may not connect here.")
                .ExecuteAsync(context);
}
