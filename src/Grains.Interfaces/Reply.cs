namespace OrleansChat.Grains.Interfaces;

/// <summary>A grain's answer: a value or a refusal, never both.</summary>
/// <param name="Value">What was done; null where the command was refused.</param>
/// <param name="Refusal">Why the command was refused; null where it was done.</param>
[GenerateSerializer, Immutable, Alias("chat.Reply`1")]
public sealed record Reply<T>([property: Id(0)] T? Value, [property: Id(1)] Refused? Refusal)
    where T : class
{
    /// <summary>A done command.</summary>
    public static implicit operator Reply<T>(T value) => new(value, null);

    /// <summary>A refused command.</summary>
    public static implicit operator Reply<T>(Refused refusal) => new(null, refusal);
}
