using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>Tells when the hub has done with a connection that ended: rooms and presence know it by then.</summary>
internal sealed class DisconnectWatch : IHubFilter
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = [];

    public Task WhenDisconnectedAsync(string user) =>
        _waits.GetOrAdd(user, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Participant.Patience);

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        await next(context, exception);
        if (_waits.TryRemove(context.Context.User!.GetUser().Id, out var wait))
        {
            wait.SetResult();
        }
    }
}
