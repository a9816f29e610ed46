namespace OrleansChat.Gateway.Auth;

/// <summary>Where a key set is read from.</summary>
internal interface IKeySetSource
{
    /// <summary>The place, for logs.</summary>
    string Place { get; }

    /// <summary>Reads the set's text. It ends in bounded time, and throws where it cannot.</summary>
    Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken);
}
