namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway did with an event.</summary>
[GenerateSerializer, Alias("chat.DeliveryOutcome")]
public enum DeliveryOutcome : byte
{
    /// <summary>The gateway holds it: it survives the loss of the room's process.</summary>
    Kept,

    /// <summary>The gateway has nobody in the room, or no place for it.</summary>
    NotKept,

    /// <summary>A newer activation has taken the room over; the one that made the event must end.</summary>
    Fenced,
}
