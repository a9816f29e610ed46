using System.ComponentModel.DataAnnotations;

namespace OrleansChat.Gateway;

/// <summary>Bounds of one gateway and of each of its connections; the configuration section <c>Gateway</c>.</summary>
public sealed record GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway";

    /// <summary><c>cohost</c>: this process is a silo too. <c>client</c>: it is an Orleans client of silos elsewhere. Default <c>cohost</c>.</summary>
    public string Silo { get; init; } = "cohost";

    /// <summary>Longest body, in characters as a person counts them. Default 500.</summary>
    [Range(1, 100_000)]
    public int BodyCharacters { get; init; } = 500;

    /// <summary>Longest request, in bytes: a longer one is refused, one over four times this ends the connection. Default 16 KB.</summary>
    [Range(256, 65_536)]
    public int FrameBytes { get; init; } = 16 * 1024;

    /// <summary>Users that one message may name. Default 20.</summary>
    [Range(0, 1000)]
    public int Mentions { get; init; } = 20;

    /// <summary>Rooms that one connection may be in. Default 100.</summary>
    [Range(1, 10_000)]
    public int RoomsPerConnection { get; init; } = 100;

    /// <summary>Users whose presence one connection may watch. Default 200.</summary>
    [Range(0, 10_000)]
    public int WatchedUsers { get; init; } = 200;

    /// <summary>Least time between two typing signals of a connection that are passed on. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan TypingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages of a room that a gateway keeps, to bring them to the room's next activation. Default 100.</summary>
    [Range(1, 10_000)]
    public int TailMessages { get; init; } = 100;

    /// <summary>
    /// With how many connections at this gateway a room is large: its members are told together who came and who went, some tens of milliseconds later. Default 64.
    /// </summary>
    [Range(2, 1_000_000)]
    public int LargeRoomFrom { get; init; } = 64;
}
