using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that is not configured.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>Makes the exception.</summary>
    public BadProviderConfigException()
        : base("A storage is not configured.")
    {
    }

    /// <summary>Makes the exception.</summary>
    public BadProviderConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public BadProviderConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
