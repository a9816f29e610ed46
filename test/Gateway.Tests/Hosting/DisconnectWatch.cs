using System.Collections.Concurrent;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>Tells when the gateway has done with a connection that ended: rooms and presence know it by then.</summary>
internal sealed class DisconnectWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = [];

    public Task WhenDisconnectedAsync(string user) =>
        _waits.GetOrAdd(user, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Participant.Patience);

    public void Closed(ClientConnection connection)
    {
        if (_waits.TryRemove(connection.Person.Id.Value, out var wait))
        {
            wait.SetResult();
        }
    }
}
