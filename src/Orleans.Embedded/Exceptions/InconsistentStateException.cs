using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Another activation has written the state since this one read it.</summary>
[GenerateSerializer]
public sealed class InconsistentStateException : OrleansException
{
    /// <summary>Makes the exception.</summary>
    public InconsistentStateException()
        : base("The stored state has another version.")
    {
    }

    /// <summary>Makes the exception.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public InconsistentStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal InconsistentStateException(string message, string? storedEtag, string? currentEtag)
        : base($"{message} Stored ETag: {storedEtag ?? "none"}, current ETag: {currentEtag ?? "none"}.")
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>Version in the store.</summary>
    public string? StoredEtag { get; }

    /// <summary>Version that the activation has read.</summary>
    public string? CurrentEtag { get; }
}
