namespace Orleans.Serialization;

/// <summary>The type of a value cannot cross a grain call because it is not <see cref="GenerateSerializerAttribute"/>.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>Makes the exception.</summary>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
