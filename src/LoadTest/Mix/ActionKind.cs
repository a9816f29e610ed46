namespace OrleansChat.LoadTest.Mix;

/// <summary>What a client does, in the order in which a mix names it.</summary>
internal enum ActionKind
{
    /// <summary>Says something.</summary>
    Send,

    /// <summary>Begins to type, or ends it.</summary>
    Typing,

    /// <summary>Has read up to where it stands.</summary>
    Read,

    /// <summary>Says an emoji to a message, or takes it back.</summary>
    React,

    /// <summary>Gives a message of its own another text.</summary>
    Edit,

    /// <summary>Leaves its room, stays away for a moment, and joins it again.</summary>
    Rejoin,
}
