namespace OrleansChat.History;

internal enum ClientPhase
{
    /// <summary>Never asked to come in; nothing of the room may reach it.</summary>
    Outside,

    /// <summary>Asked to join; its answer may name a head that others are past already, so nothing may be let go yet.</summary>
    Awaited,

    Joined,

    /// <summary>Was in the room and asked to join again; what comes before the new answer does not count.</summary>
    Rejoining,

    /// <summary>Its connection was lost and it may resume; what it missed is owed to it then.</summary>
    Away,

    /// <summary>Its leaving was answered.</summary>
    Left,

    /// <summary>Its connection ended for good; nothing more is owed to it.</summary>
    Gone,

    /// <summary>Had to do with the room before it was empty; what is still on its way to it does not count.</summary>
    Forgotten,
}
