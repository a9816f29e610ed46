namespace OrleansChat.Grains.Interfaces;

/// <summary>Decides something about a member or the room. The gateway has checked shapes and sizes; the room decides who may.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who decides, as the access token says.</param>
/// <param name="Key">His idempotency key.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">About whom; null for the room.</param>
/// <param name="Until">Until when, in Unix milliseconds; 0 for as long as the room.</param>
/// <param name="Value">As <see cref="Ruling.Value"/>.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="Clock">His Lamport time.</param>
/// <param name="KnownEpoch">The highest epoch of the room that the gateway has heard of: an older activation takes nothing that it brings.</param>
/// <param name="IsRetry">Whether an earlier attempt had no certain outcome: then it must be known whether that one was accepted.</param>
[GenerateSerializer, Immutable, Alias("chat.GiveRuling")]
public sealed record GiveRuling(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] UserId User,
    [property: Id(2)] string Key,
    [property: Id(3)] RulingKind Kind,
    [property: Id(4)] UserId? Subject,
    [property: Id(5)] long Until,
    [property: Id(6)] int Value,
    [property: Id(7)] string Reason,
    [property: Id(8)] long Clock,
    [property: Id(9)] long KnownEpoch = 0,
    [property: Id(10)] bool IsRetry = false);
