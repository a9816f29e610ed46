namespace OrleansChat.Grains.Interfaces;

/// <summary>What a user is to others.</summary>
public enum PresenceStatus
{
    /// <summary>No device is connected, or the user does not want to be seen.</summary>
    Offline,

    /// <summary>Here, and may be spoken to.</summary>
    Online,

    /// <summary>Connected, with nobody at any of the devices.</summary>
    Away,

    /// <summary>Here, and does not want to be disturbed.</summary>
    Busy,

    /// <summary>Here, and offline to everybody else.</summary>
    Invisible,
}
