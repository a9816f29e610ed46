using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What a user can be, in the words of the wire.</summary>
internal static class PresenceWords
{
    /// <summary>Those that a user can choose.</summary>
    public const string Choices = $"{PresenceStatuses.Online}, {PresenceStatuses.Away}, {PresenceStatuses.Busy} and {PresenceStatuses.Invisible}";

    /// <summary>What a user chooses; null for a word that is no choice.</summary>
    public static PresenceStatus? Parse(string? word) => word switch
    {
        PresenceStatuses.Online => PresenceStatus.Online,
        PresenceStatuses.Away => PresenceStatus.Away,
        PresenceStatuses.Busy => PresenceStatus.Busy,
        PresenceStatuses.Invisible => PresenceStatus.Invisible,
        _ => null,
    };

    public static PresenceFrame Of(SeenPresence seen) => new(seen.User.Value, Of(seen.Presence.Status), seen.Presence.Text, seen.Presence.LastSeen, seen.Version);

    public static string Of(PresenceStatus status) => status switch
    {
        PresenceStatus.Online => PresenceStatuses.Online,
        PresenceStatus.Away => PresenceStatuses.Away,
        PresenceStatus.Busy => PresenceStatuses.Busy,
        PresenceStatus.Invisible => PresenceStatuses.Invisible,
        _ => PresenceStatuses.Offline,
    };
}
