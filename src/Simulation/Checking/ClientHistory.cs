namespace OrleansChat.Simulation.Checking;

/// <summary>What one client has of one room.</summary>
internal sealed class ClientHistory
{
    /// <summary>What it was shown, by id.</summary>
    public Dictionary<string, Position> Seen { get; } = [];

    /// <summary>Numbers of which it was told that they may be missing.</summary>
    public List<(long From, long To)> Gaps { get; } = [];

    /// <summary>Whether it is in the room, also while it is without a connection.</summary>
    public bool IsIn { get; set; }

    /// <summary>Whether it has a connection that let it in.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Where its view begins: what lies behind must be shown.</summary>
    public Position Start { get; set; }

    public Position Last { get; set; }

    public long LastClock { get; set; }

    public bool IsTold(Position position) => Gaps.Exists(gap => gap.From <= position.Seq && position.Seq <= gap.To);
}
