namespace Orleans.Concurrency;

/// <summary>A call of this method starts at once, in the midst of whatever the activation awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
