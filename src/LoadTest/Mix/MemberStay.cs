namespace OrleansChat.LoadTest.Mix;

/// <summary>Whether a member wants to be in its room.</summary>
internal enum MemberStay
{
    Inside,

    /// <summary>Its leaving has not been answered yet.</summary>
    Leaving,

    /// <summary>Out of the room, for a moment.</summary>
    Away,

    /// <summary>Asked to join again.</summary>
    Returning,
}
