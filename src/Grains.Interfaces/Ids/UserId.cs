namespace OrleansChat.Grains.Interfaces;

/// <summary>A user's id as the access token's subject says it; it is the presence grain's key.</summary>
/// <param name="Value">1–64 characters.</param>
[GenerateSerializer, Immutable, Alias("chat.UserId")]
public readonly record struct UserId([property: Id(0)] string Value) : IComparable<UserId>
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <inheritdoc/>
    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
