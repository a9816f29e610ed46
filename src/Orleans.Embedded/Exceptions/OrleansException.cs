namespace Orleans.Runtime;

/// <summary>A failure of the runtime rather than of grain code.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>Makes the exception.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>Makes the exception.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
