namespace OrleansChat.Grains.Interfaces;

/// <summary>Changes a message. The gateway has checked size and shape; the room decides the rest.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who changes it, as the access token says.</param>
/// <param name="Key">His idempotency key.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Target">The message.</param>
/// <param name="Body">The new text, or the emoji; empty where nothing is to be said.</param>
/// <param name="Version">Of an edit: the number of the last edit that the user has seen, or of the message; null where it does not matter to him.</param>
/// <param name="Clock">His Lamport time.</param>
/// <param name="KnownEpoch">The highest epoch of the room that the gateway has heard of: an older activation takes nothing that it brings.</param>
/// <param name="IsRetry">Whether an earlier attempt had no certain outcome: then it must be known whether that one was accepted.</param>
[GenerateSerializer, Immutable, Alias("chat.ChangeMessage")]
public sealed record ChangeMessage(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] UserId User,
    [property: Id(2)] string Key,
    [property: Id(3)] ChangeKind Kind,
    [property: Id(4)] Position Target,
    [property: Id(5)] string Body,
    [property: Id(6)] long? Version,
    [property: Id(7)] long Clock,
    [property: Id(8)] long KnownEpoch = 0,
    [property: Id(9)] bool IsRetry = false);
