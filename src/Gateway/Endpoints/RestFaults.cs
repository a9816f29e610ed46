using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;
using OrleansChat.Gateway.Hubs;

namespace OrleansChat.Gateway.Endpoints;

/// <summary>Turns what goes wrong over HTTP into problem details, in every environment: a client gets a code and a sentence, never a stack trace.</summary>
internal sealed partial class RestFaults(RequestDelegate next, ILogger<RestFaults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var code = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ChatErrorCode.TooLarge : ChatErrorCode.BadRequest;
            await ChatProblem.Create(exception.StatusCode, code, "The body must be the JSON that this address takes; see docs/protocol.md.").ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFault(context.Request.Path, exception);
            var (status, code, detail) = FaultFilter.IsOutage(exception)
                ? (StatusCodes.Status503ServiceUnavailable, ChatErrorCode.Unavailable, "The chat could not be reached; try again.")
                : (StatusCodes.Status500InternalServerError, ChatErrorCode.Internal, "The server failed; the fault was logged.");
            await ChatProblem.Create(status, code, detail).ExecuteAsync(context);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private partial void LogFault(string path, Exception exception);
}
