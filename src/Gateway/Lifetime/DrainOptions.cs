using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>How a gateway stops while others go on; the configuration section <c>Gateway:Drain</c>.</summary>
public sealed record DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway:Drain";

    /// <summary>Over how long its clients are sent to the others, so that they do not all come at once. Default 10 s; 0 sends them at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer than the window it waits for those who have not gone by then. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What clients are told to wait before they come back where there is no other gateway. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
