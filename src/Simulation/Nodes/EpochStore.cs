using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Nodes;

/// <summary>
/// The store of epochs that all nodes share. Like the real one it follows its clock; it can lose its last reservation, as when a
/// standby takes over that had not heard of it.
/// </summary>
internal sealed class EpochStore(NodeClock clock)
{
    private long _last;
    private long _before;

    public long Reserve(long above)
    {
        _before = _last;
        return _last = Math.Max(Math.Max(_last, above), clock.GetUtcNow().ToUnixTimeMilliseconds()) + 1;
    }

    /// <summary>Forgets the last reservation.</summary>
    public void RollBack() => _last = _before;
}
