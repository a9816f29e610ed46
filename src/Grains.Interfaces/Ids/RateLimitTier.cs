namespace OrleansChat.Grains.Interfaces;

/// <summary>What a rate limit counts.</summary>
[GenerateSerializer, Alias("chat.RateLimitTier")]
public enum RateLimitTier
{
    /// <summary>Messages.</summary>
    Message,

    /// <summary>Uploaded files.</summary>
    File,

    /// <summary>Rooms made.</summary>
    Room,

    /// <summary>Typing signals.</summary>
    Typing,

    /// <summary>Changes of one's own presence.</summary>
    Presence,

    /// <summary>Edits, deletions, reactions and pins.</summary>
    Change,
}
