namespace Orleans.Placement;

/// <summary>Places on any silo, each as likely as the others.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class RandomPlacementAttribute : PlacementAttribute
{
    /// <summary>Chooses this placement.</summary>
    public RandomPlacementAttribute()
        : base(prefersLocal: false)
    {
    }
}
