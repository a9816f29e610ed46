using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace OrleansChat.Gateway.Connections;

/// <summary>What may wait for a connection that reads slowly, and when it is told less; the configuration section <c>Gateway:Outbox</c>.</summary>
public sealed record OutboxOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway:Outbox";

    /// <summary>Frames that may wait. Default 256.</summary>
    [Range(8, 100_000)]
    public int Frames { get; init; } = 256;

    /// <summary>Bytes that may wait. Default 256 KB.</summary>
    [Range(4096, 67_108_864)]
    public int Bytes { get; init; } = 256 * 1024;

    /// <summary>The part of either bound from which on only the latest typing signals wait. Default 0.25.</summary>
    [Range(0.01, 1)]
    public double SignalsAt { get; init; } = 0.25;

    /// <summary>The part of either bound from which on only the latest read markers wait, too. Default 0.5.</summary>
    [Range(0.01, 1)]
    public double ReceiptsAt { get; init; } = 0.5;

    /// <summary>How long a connection may take nothing at all before it is closed. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SlowTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often all connections that have something waiting are looked at. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the last frame of a connection that is closed may take; then it is cut off. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ByeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a client that was closed for its slowness is asked to stay away. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => SignalsAt > ReceiptsAt
        ? [new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"SignalsAt is {SignalsAt}; it must be at most ReceiptsAt, {ReceiptsAt}."), [nameof(SignalsAt)])]
        : [];
}
