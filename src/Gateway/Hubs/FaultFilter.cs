using Microsoft.AspNetCore.SignalR;
using Orleans.Runtime;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Hubs;

/// <summary>Turns faults into results: an outage is "unknown, retry with the same key", anything else is ours and is logged.</summary>
internal sealed partial class FaultFilter(ILogger<FaultFilter> logger) : IHubFilter
{
    /// <summary>What a client is told of an outage.</summary>
    public static readonly Refusal Unavailable = new(
        new ChatError(ChatErrorCode.Unavailable, "The chat could not be reached and the outcome is unknown; try again, with the same key.", Retryable: true)
        {
            RetryAfterMs = 1000,
        });

    private static readonly Refusal Internal = new(new ChatError(ChatErrorCode.Internal, "The server failed; the fault was logged."));

    /// <summary>Whether a grain could not be reached, or did not answer in time.</summary>
    public static bool IsOutage(Exception exception) => exception is TimeoutException or OrleansException or OperationCanceledException;

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
#pragma warning disable CA1031 // A client gets a code and a plain sentence, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Answer(invocationContext.HubMethodName, exception);
        }
    }

    /// <summary>What a client is told of a call that threw.</summary>
    public Refusal Answer(string method, Exception exception)
    {
        if (IsOutage(exception))
        {
            LogOutage(method, exception);
            return Unavailable;
        }

        LogFault(method, exception);
        return Internal;
    }

    /// <summary>A connection that nobody can be told of is not let in; its client comes back.</summary>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not HubException)
        {
            LogOutage(nameof(OnConnectedAsync), exception);
            throw new HubException($"{ChatErrorCode.Unavailable}: {Unavailable.Error.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} met an outage.")]
    private partial void LogOutage(string method, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed.")]
    private partial void LogFault(string method, Exception exception);
}
