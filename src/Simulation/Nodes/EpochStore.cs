using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Nodes;

/// <summary>The store of epochs that all nodes share. Like the real one it follows its clock; it can be set back, as when an old backup takes over.</summary>
internal sealed class EpochStore(NodeClock clock)
{
    private long _last;
    private long _before;

    public long Reserve()
    {
        _before = _last;
        return _last = Math.Max(_last, clock.GetUtcNow().ToUnixTimeMilliseconds()) + 1;
    }

    /// <summary>Forgets the last reservation; the clock of whoever took over is behind by so much.</summary>
    public void RollBack(TimeSpan by)
    {
        _last = _before;
        clock.Offset -= by;
    }
}
