namespace Orleans.Runtime;

/// <summary>The state of a silo.</summary>
public enum SiloStatus
{
    /// <summary>Nothing is known.</summary>
    None,

    /// <summary>It takes calls.</summary>
    Active = 3,

    /// <summary>It stops, has stopped or has died.</summary>
    Dead = 6,
}
