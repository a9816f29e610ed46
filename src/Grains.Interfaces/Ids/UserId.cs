namespace OrleansChat.Grains.Interfaces;

/// <summary>A user's id as the access token's subject says it; it is the presence grain's key.</summary>
/// <param name="Value">1–64 characters.</param>
[GenerateSerializer, Immutable, Alias("chat.UserId")]
public readonly record struct UserId([property: Id(0)] string Value)
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The order in which members are listed: by code unit, the same on every machine.</summary>
    public static Comparer<UserId> Order { get; } = Comparer<UserId>.Create(static (left, right) => string.CompareOrdinal(left.Value, right.Value));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
