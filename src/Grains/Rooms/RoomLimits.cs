using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Grains.Rooms;

/// <summary>The bounds of one room. Every queue and window of a room has one, so that no member can make it grow without end.</summary>
public sealed record RoomLimits
{
    /// <summary>Messages that an ephemeral room keeps; the oldest goes first. Default 100.</summary>
    [Range(1, 10_000)]
    public int RingMessages { get; init; } = 100;

    /// <summary>Bytes of message bodies (as UTF-16) that an ephemeral room keeps. Default 512 KB.</summary>
    [Range(1024, 67_108_864)]
    public int RingBytes { get; init; } = 512 * 1024;

    /// <summary>Edits, reactions and pins of its messages that a room keeps. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int Changes { get; init; } = 1000;

    /// <summary>Idempotency keys that a room remembers. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int Keys { get; init; } = 4096;

    /// <summary>How long a room remembers an idempotency key. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a typing signal holds without being renewed. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan TypingLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a member whose last connection dropped is kept, so that others see nothing of it if he comes back. Default 15 s; 0 for not at all.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an answer waits for a second process to hold the message. Default 4 s, below the bound of a call.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ReplicationTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Members of a room. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int Members { get; init; } = 10_000;

    /// <summary>Members that <c>Join</c> answers; the rest comes in pages. Default 100.</summary>
    [Range(1, 10_000)]
    public int MembersInSnapshot { get; init; } = 100;
}
