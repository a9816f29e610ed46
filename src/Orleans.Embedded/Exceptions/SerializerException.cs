namespace Orleans.Serialization;

/// <summary>A value cannot cross a grain call.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    /// <summary>Makes the exception.</summary>
    public SerializerException()
        : base("A value cannot cross a grain call.")
    {
    }

    /// <summary>Makes the exception.</summary>
    public SerializerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public SerializerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
