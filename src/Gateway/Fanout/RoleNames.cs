using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>Roles in the words of the wire.</summary>
internal static class RoleNames
{
    private static readonly string[] Names = ["member", "moderator", "admin", "owner"];

    /// <summary>All, for messages to who named none of them.</summary>
    public static string Choices { get; } = string.Join(", ", Names);

    public static string Of(RoomRole role) => Names[(int)role];

    public static RoomRole? Parse(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (RoomRole)index : null;
}
