namespace Orleans;

/// <summary>The type may cross a grain call: it is copied member by member, by its <see cref="IdAttribute"/> members.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the parameters of a primary constructor are members without saying so; records have it anyway.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
