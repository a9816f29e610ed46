namespace OrleansChat.Simulation.Checking;

/// <summary>A numbered event as a client saw it; what is no message has no id.</summary>
internal sealed record Delivery(Position Position, long Clock, string? MessageId, string User, string Key, string Body)
{
    public override string ToString() => MessageId is null ? $"event of {User} at {Position}" : $"{User}'s {Key} at {Position}";
}
