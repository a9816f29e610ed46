using OrleansChat.Grains.Epochs;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>How to start a test cluster.</summary>
internal sealed record ChatClusterSettings
{
    public int Silos { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where rooms get their epochs; by default from the clock.</summary>
    public IEpochSource? Epochs { get; init; }

    /// <summary>Configuration of the grains, such as <c>RateLimits:Message:Limit</c>.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();
}
