using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>
/// Refuses whatever arrives once the process has begun to stop, and new connections from the moment it drains. Clients that were cut off come back at once, and one that got in between
/// SignalR's end and the server's would keep the process waiting for it.
/// </summary>
internal static class RefuseWhileStopping
{
    public static void UseRefuseWhileStopping(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) => stopping.IsCancellationRequested || (drain.IsDraining && context.Request.Path.StartsWithSegments("/hub"))
            ? ChatProblem.Create(
                StatusCodes.Status503ServiceUnavailable, ChatErrorCode.Draining, "This server is stopping; connect again.").ExecuteAsync(context)
            : next());
    }
}
