namespace OrleansChat.Gateway.Transport.Handover;

/// <summary>The connections that go on although the server has let go of them, so that it can wait for them when it stops.</summary>
internal sealed class KeptConnections(TimeProvider time)
{
    /// <summary>More than a connection takes that answers no goodbye, before the sweep cuts it off.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<KeptConnection> _connections = [];
    private TaskCompletionSource? _emptied;

    public void Add(KeptConnection connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
        }
    }

    public void Remove(KeptConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            if (_connections.Count == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>Ends when the last one has. All were hung up on by now; those that do not hear it are cut off.</summary>
    public async Task EndAsync()
    {
        await Empty().WaitAsync(GoodbyeTime, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Array.ForEach(Left(), connection => connection.Abort());
        await Empty().WaitAsync(AbortTime, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private Task Empty()
    {
        lock (_lock)
        {
            return _connections.Count == 0 ? Task.CompletedTask : (_emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private KeptConnection[] Left()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }
}
