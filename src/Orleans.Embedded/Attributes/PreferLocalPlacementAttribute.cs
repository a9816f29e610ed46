namespace Orleans.Placement;

/// <summary>Places on the silo that makes the first call, where it can.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class PreferLocalPlacementAttribute : PlacementAttribute
{
    /// <summary>Chooses this placement.</summary>
    public PreferLocalPlacementAttribute()
        : base(prefersLocal: true)
    {
    }
}
