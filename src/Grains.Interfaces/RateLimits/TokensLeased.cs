namespace OrleansChat.Grains.Interfaces;

/// <summary>Tokens that a gateway may use.</summary>
/// <param name="Count">How many; at least 1.</param>
/// <param name="ForMs">How long, in milliseconds since the gateway asked.</param>
/// <param name="WindowMs">The time in which the bucket fills, in milliseconds.</param>
/// <param name="Activation">The activation that gave them.</param>
[GenerateSerializer, Immutable, Alias("chat.TokensLeased")]
public sealed record TokensLeased(
    [property: Id(0)] int Count,
    [property: Id(1)] long ForMs,
    [property: Id(2)] long WindowMs,
    [property: Id(3)] string Activation);
