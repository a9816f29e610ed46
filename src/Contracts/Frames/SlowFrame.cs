namespace OrleansChat.Contracts;

/// <summary>This client reads too slowly, and from here on is told less until it has caught up.</summary>
/// <param name="Step">
/// <c>signals</c>: of typing only the latest is kept; <c>receipts</c>: of read markers, too; <c>none</c>: it has caught up, and everything is told again.
/// The steps after that are a <c>digest</c> for each room and then <c>bye</c>.
/// </param>
public sealed record SlowFrame(string Step) : Frame
{
    /// <summary>Typing is conflated.</summary>
    public const string Signals = "signals";

    /// <summary>Read markers are conflated, too.</summary>
    public const string Receipts = "receipts";

    /// <summary>Nothing is held back any more.</summary>
    public const string None = "none";
}
