namespace Orleans.Concurrency;

/// <summary>Calls of the class may interleave wherever they await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
