namespace OrleansChat.History;

/// <summary>What stands at a place of the order.</summary>
public enum EntryContent
{
    /// <summary>A number that was skipped, or that nobody has said anything about yet.</summary>
    Unknown,

    /// <summary>A message.</summary>
    Message,

    /// <summary>Another ordered event, such as that a member left.</summary>
    Event,

    /// <summary>A user came; <see cref="Delivery.User"/> says who.</summary>
    Arrival,

    /// <summary>Something was done to a message.</summary>
    Change,
}
