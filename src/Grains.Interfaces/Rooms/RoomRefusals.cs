namespace OrleansChat.Grains.Interfaces;

/// <summary>Refusals of a room that its callers act on.</summary>
public static class RoomRefusals
{
    /// <summary>Code of <see cref="Detached"/>; never sent to a client.</summary>
    public const string DetachedCode = "DETACHED";

    /// <summary>This activation does not know the calling gateway.</summary>
    public static Refused Detached { get; } = new(DetachedCode, "This activation of the room does not know the gateway; attach first.");
}
