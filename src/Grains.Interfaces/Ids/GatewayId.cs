namespace OrleansChat.Grains.Interfaces;

/// <summary>One run of one gateway process; a restarted gateway has another id.</summary>
/// <param name="Value">Made by the gateway when it starts.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayId")]
public readonly record struct GatewayId([property: Id(0)] string Value)
{
    /// <summary>A new id: 64 random bits are far more than the gateways that ever run at once need.</summary>
    public static GatewayId New() => new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
