using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway;

/// <summary>What this gateway has done since it started.</summary>
internal sealed class GatewayCounters
{
    private long _connections;
    private long _messages;
    private long _deliveries;
    private long _refusals;
    private readonly long[] _slowSteps = new long[1 + (int)SlowStep.Digest];
    private long _slowConnections;

    public long Connections => Interlocked.Read(ref _connections);

    public long Messages => Interlocked.Read(ref _messages);

    public long Deliveries => Interlocked.Read(ref _deliveries);

    public long Refusals => Interlocked.Read(ref _refusals);

    public long SlowConnections => Interlocked.Read(ref _slowConnections);

    /// <summary>How often a connection came to this step.</summary>
    public long SlowSteps(SlowStep step) => Interlocked.Read(ref _slowSteps[(int)step]);

    public void ConnectionOpened() => Interlocked.Increment(ref _connections);

    public void ConnectionClosed() => Interlocked.Decrement(ref _connections);

    public void MessageAccepted() => Interlocked.Increment(ref _messages);

    public void Delivered(int connections) => Interlocked.Add(ref _deliveries, connections);

    public void Refused() => Interlocked.Increment(ref _refusals);

    public void SlowStepReached(SlowStep step) => Interlocked.Increment(ref _slowSteps[(int)step]);

    public void SlowConnectionClosed() => Interlocked.Increment(ref _slowConnections);
}
