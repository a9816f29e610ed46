namespace OrleansChat.LoadTest.Checking;

internal enum MemberPhase
{
    /// <summary>Expected to join; its answer may name a head that others are past already, so nothing may be let go yet.</summary>
    Awaited,

    Joined,

    /// <summary>Told to join again by the server; what comes before the new answer does not count.</summary>
    Rejoining,

    /// <summary>Its connection ended; nothing more is owed to it.</summary>
    Gone,
}
