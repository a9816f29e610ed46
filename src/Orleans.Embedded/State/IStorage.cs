namespace Orleans.Core;

/// <summary>The stored state of an activation.</summary>
public interface IStorage
{
    /// <summary>Version of the state that was read or written last.</summary>
    string? Etag { get; }

    /// <summary>Whether the store holds the state.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the state from the store.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the state.</summary>
    /// <exception cref="Storage.InconsistentStateException">Someone else has written it since.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the state again.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken);
}
