using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>What <c>Moderate</c> can do, in the words of the wire.</summary>
internal static class RulingNames
{
    private static readonly (RulingKind Kind, string Name)[] Names =
    [
        (RulingKind.Kicked, "kick"), (RulingKind.Banned, "ban"), (RulingKind.Unbanned, "unban"), (RulingKind.Muted, "mute"), (RulingKind.Unmuted, "unmute"),
        (RulingKind.Slowed, "slow"), (RulingKind.Frozen, "freeze"), (RulingKind.Unfrozen, "unfreeze"),
    ];

    /// <summary>All, for messages to who named none of them.</summary>
    public static string Choices { get; } = string.Join(", ", Names.Select(known => known.Name));

    public static string Of(RulingKind kind) => Array.Find(Names, known => known.Kind == kind).Name;

    public static RulingKind? Parse(string? name) => Array.Find(Names, known => known.Name == name) is { Name: not null } known ? known.Kind : null;
}
