namespace Orleans.Runtime;

/// <summary>Something that needs the turn of an activation was asked for outside one.</summary>
[GenerateSerializer]
public sealed class InvalidSchedulingContextException : OrleansException
{
    /// <summary>Makes the exception.</summary>
    public InvalidSchedulingContextException()
        : base("Current grain context is null.")
    {
    }

    /// <summary>Makes the exception.</summary>
    public InvalidSchedulingContextException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public InvalidSchedulingContextException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
