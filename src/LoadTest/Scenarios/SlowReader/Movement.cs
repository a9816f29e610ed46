namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>Whether a percentile moved from one kind of phase to the other.</summary>
internal enum Movement
{
    /// <summary>Not by more than is tolerated.</summary>
    Held,

    /// <summary>By more, and beyond what chance explains.</summary>
    Moved,

    /// <summary>By more, but the noise of this run is as large; or too little was measured.</summary>
    Unclear,
}
