namespace OrleansChat.Bench.Limit;

/// <summary>Who is in a room.</summary>
internal sealed class LimitRoom
{
    public List<LimitConnection> Members { get; } = [];
}
