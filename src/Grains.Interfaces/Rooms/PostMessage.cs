namespace OrleansChat.Grains.Interfaces;

/// <summary>Posts a message. The gateway has checked size and shape; the room decides the rest.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">The author, as the access token says.</param>
/// <param name="Key">The author's idempotency key.</param>
/// <param name="Body">The text.</param>
/// <param name="Clock">The author's Lamport time.</param>
/// <param name="KnownEpoch">The highest epoch of the room that the gateway has heard of: an older activation takes nothing that it brings.</param>
/// <param name="IsRetry">Whether an earlier attempt had no certain outcome: then it must be known whether that one was accepted.</param>
/// <param name="ReplyTo">The message that it answers; null for none.</param>
/// <param name="Mentions">Who is named in it, each once; null for nobody. Those who are no members are left out.</param>
[GenerateSerializer, Immutable, Alias("chat.PostMessage")]
public sealed record PostMessage(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] UserId User,
    [property: Id(2)] string Key,
    [property: Id(3)] string Body,
    [property: Id(4)] long Clock,
    [property: Id(5)] long KnownEpoch = 0,
    [property: Id(6)] bool IsRetry = false,
    [property: Id(7)] Position? ReplyTo = null,
    [property: Id(8)] UserId[]? Mentions = null);
