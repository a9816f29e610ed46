namespace OrleansChat.Grains.Interfaces;

/// <summary>What became of a batch of events.</summary>
/// <param name="Outcomes">One for each event; null where the gateway kept them all.</param>
[GenerateSerializer, Immutable, Alias("chat.DeliveryReceipt")]
public sealed record DeliveryReceipt([property: Id(0)] DeliveryOutcome[]? Outcomes)
{
    /// <summary>The gateway kept every event.</summary>
    public static DeliveryReceipt AllKept { get; } = new((DeliveryOutcome[]?)null);

    /// <summary>What became of the event at this place of the batch.</summary>
    public DeliveryOutcome this[int index] => Outcomes is null ? DeliveryOutcome.Kept : Outcomes[index];
}
