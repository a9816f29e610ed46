namespace Orleans.Placement;

/// <summary>Says on which silo an activation of the class is made.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    private protected PlacementAttribute(bool prefersLocal) => PrefersLocal = prefersLocal;

    internal bool PrefersLocal { get; }
}
