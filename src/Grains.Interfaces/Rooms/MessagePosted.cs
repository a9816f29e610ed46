namespace OrleansChat.Grains.Interfaces;

/// <summary>A message was accepted.</summary>
[GenerateSerializer, Immutable, Alias("chat.MessagePosted")]
public sealed record MessagePosted : OrderedEvent
{
    /// <summary>The author.</summary>
    [Id(0)]
    public required Person From { get; init; }

    /// <summary>The text as it was sent.</summary>
    [Id(1)]
    public required string Body { get; init; }

    /// <summary>The author's idempotency key; gateways show it to the author alone.</summary>
    [Id(2)]
    public required string Key { get; init; }

    /// <summary>
    /// The message's id: its place in the one order, so that it is unique in the room and says where to find the message.
    /// The epoch stands in it as it was when the message was accepted, even after a later activation took the message over.
    /// </summary>
    public string MessageId => IdOf(Epoch, Seq);

    /// <summary>The id of the message that was accepted at a place.</summary>
    public static string IdOf(long epoch, long seq) => $"{epoch}-{seq}";
}
