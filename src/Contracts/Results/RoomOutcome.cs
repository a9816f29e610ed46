namespace OrleansChat.Contracts;

/// <summary>What became of one room that <c>Hello</c> asked to resume.</summary>
/// <param name="Room">The normalised room code, or the code as it was sent where it is no code.</param>
/// <param name="Outcome">
/// <c>resumed</c>: the messages of <paramref name="Joined"/> are all that was missed, to be appended; its members replace the list.
/// <c>snapshot</c>: what was missed cannot be told apart from what was seen; replace everything by <paramref name="Joined"/>.
/// <c>gone</c>: the room was forgotten and nobody joined it; join again if it is still wanted.
/// <c>denied</c>: see <paramref name="Error"/>.
/// </param>
/// <param name="Joined">The room, where the outcome is <c>resumed</c> or <c>snapshot</c>; later frames begin above its head.</param>
/// <param name="Error">Why not, where the outcome is <c>denied</c>.</param>
public sealed record RoomOutcome(string Room, string Outcome, Joined? Joined = null, ChatError? Error = null)
{
    /// <summary>Nothing was missed, or all of it is here.</summary>
    public const string Resumed = "resumed";

    /// <summary>Everything is to be replaced.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>The room was forgotten.</summary>
    public const string Gone = "gone";

    /// <summary>The user was not let in.</summary>
    public const string Denied = "denied";
}
