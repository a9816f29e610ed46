namespace OrleansChat.Contracts;

/// <summary>What a user can be, in the words of the wire.</summary>
public static class PresenceStatuses
{
    /// <summary>Here, and may be spoken to.</summary>
    public const string Online = "online";

    /// <summary>Connected, with nobody at any of the devices.</summary>
    public const string Away = "away";

    /// <summary>Here, and does not want to be disturbed.</summary>
    public const string Busy = "busy";

    /// <summary>Here, and offline to everybody else.</summary>
    public const string Invisible = "invisible";

    /// <summary>Not here.</summary>
    public const string Offline = "offline";
}
