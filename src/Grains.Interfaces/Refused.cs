namespace OrleansChat.Grains.Interfaces;

/// <summary>Why a grain refused a command. Refusals are results; an exception from a grain means a fault or an outage.</summary>
/// <param name="Code">One of the contracts' <c>ChatErrorCode</c>.</param>
/// <param name="Message">A plain sentence that says what to change.</param>
/// <param name="RetryAfterMs">Milliseconds until a retry can succeed, where known.</param>
/// <param name="Limit">The limit that was met.</param>
/// <param name="Remaining">What remains of the limit.</param>
/// <param name="WindowSeconds">The limit's window.</param>
[GenerateSerializer, Immutable, Alias("chat.Refused")]
public sealed record Refused(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] long? RetryAfterMs = null,
    [property: Id(3)] int? Limit = null,
    [property: Id(4)] int? Remaining = null,
    [property: Id(5)] int? WindowSeconds = null);
