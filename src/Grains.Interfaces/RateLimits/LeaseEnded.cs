namespace OrleansChat.Grains.Interfaces;

/// <summary>What became of a lease.</summary>
/// <param name="Gateway">Who held it.</param>
/// <param name="Number">The lease's number.</param>
/// <param name="Unused">Tokens of it that were not used and never will be; <see cref="int.MaxValue"/> for all, where the gateway does not know how many it had.</param>
/// <param name="UsedAgoMs">How long ago the last of the others was used, in milliseconds.</param>
[GenerateSerializer, Immutable, Alias("chat.LeaseEnded")]
public sealed record LeaseEnded(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] long Number,
    [property: Id(2)] int Unused,
    [property: Id(3)] long UsedAgoMs);
