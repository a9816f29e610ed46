namespace OrleansChat.Gateway.Transport;

/// <summary>
/// Looks at every WebSocket once a second: for silence on either side, and for tokens that end. Not at all of them at once, as that would hold up
/// messages, and with one timer for all.
/// </summary>
internal sealed class SocketSweep(TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private const int Shards = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SweepShard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new SweepShard())];
    private uint _added;
    private uint _turn;
    private ITimer? _timer;

    public SweepPlace Add(ISweptSocket socket, DateTimeOffset? expiresAt)
    {
        var shard = _shards[Interlocked.Increment(ref _added) % Shards];
        var place = new SweepPlace(socket, shard, expiresAt);
        shard.Add(place);
        return place;
    }

    /// <summary>Looks at the next tenth.</summary>
    public void Sweep() => _shards[Interlocked.Increment(ref _turn) % Shards].Sweep(time.GetUtcNow());

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(CloseAll);
        _timer = time.CreateTimer(_ => Sweep(), null, Interval / Shards, Interval / Shards);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>The process stops: all clients are hung up on, and may come back.</summary>
    private void CloseAll() => Array.ForEach(_shards, shard => shard.CloseAll());
}
