using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Grains.Fanout;

/// <summary>The bounds of the link from this silo to a gateway.</summary>
public sealed record GatewayLinkOptions
{
    /// <summary>
    /// Events that may wait for a slow or dead gateway. When it is full the newest is dropped: the gateway sees the hole in the numbers and asks
    /// the room for what it missed. Default 50,000, a few seconds of everything that one gateway can take.
    /// </summary>
    [Range(1, 10_000_000)]
    public int Capacity { get; init; } = 50_000;

    /// <summary>Events in one call. Default 512.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; init; } = 512;

    /// <summary>How often one batch is tried before it is dropped. Default 3.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 3;

    /// <summary>How long to wait before a batch is tried again. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>After how long without an answer a gateway is not counted upon to hold what was sent to it. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30")]
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a room that is being activated waits for what a gateway holds of it. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30")]
    public TimeSpan OfferTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
