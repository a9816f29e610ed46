namespace OrleansChat.Contracts;

/// <summary>Why a request was refused.</summary>
/// <param name="Code">One of <see cref="ChatErrorCode"/>.</param>
/// <param name="Message">A plain sentence that says what to change.</param>
/// <param name="Retryable">Whether the same request can succeed later.</param>
public sealed record ChatError(string Code, string Message, bool Retryable = false)
{
    /// <summary>Milliseconds to wait before a retry, where that is known.</summary>
    public long? RetryAfterMs { get; init; }

    /// <summary>The limit that was met: characters, bytes, or operations a window.</summary>
    public int? Limit { get; init; }

    /// <summary>Operations that remain in the window.</summary>
    public int? Remaining { get; init; }

    /// <summary>The window of a rate limit, in seconds.</summary>
    public int? Window { get; init; }
}
