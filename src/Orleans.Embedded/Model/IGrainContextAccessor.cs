namespace Orleans.Runtime;

/// <summary>Finds the activation whose turn this is.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation; null outside of any.</summary>
    IGrainContext GrainContext { get; }
}
