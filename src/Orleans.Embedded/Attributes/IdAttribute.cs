namespace Orleans;

/// <summary>Numbers a member that belongs to a type's state; a number is never used again.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IdAttribute : Attribute
{
    /// <summary>Names the member by its number.</summary>
    public IdAttribute(uint id) => Id = id;

    /// <summary>The number, unique within the type.</summary>
    public uint Id { get; }
}
