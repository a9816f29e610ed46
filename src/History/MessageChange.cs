namespace OrleansChat.History;

/// <summary>What somebody does to a message.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">The message's number; numbers grow over all epochs.</param>
/// <param name="User">Who.</param>
/// <param name="Content">A hash of the new text (edits) or of the emoji (reactions); else 0. Texts of edits should differ, so that each is known again.</param>
public readonly record struct MessageChange(ChangeKind Kind, long Target, int User, ulong Content = 0)
{
    /// <summary>A hash of all of it, by which one place of the order is compared among clients.</summary>
    internal ulong Fingerprint
    {
        get
        {
            Span<ulong> parts = [(ulong)Kind, (ulong)Target, (ulong)User, Content];
            return History.Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts));
        }
    }

    /// <summary>What two changes are about of which the later one alone counts: the text, the pin, one user's word about one emoji.</summary>
    internal ChangeKind Aspect => Kind switch
    {
        ChangeKind.Unreacted => ChangeKind.Reacted,
        ChangeKind.Unpinned => ChangeKind.Pinned,
        var kind => kind,
    };

    /// <summary>Whether it sets what its aspect is about, and does not take it back.</summary>
    internal bool IsOn => Kind is not (ChangeKind.Unreacted or ChangeKind.Unpinned);

    /// <summary>Whether both do the same, whoever does it: a pin is the same pin, a reaction is somebody's own.</summary>
    internal bool DoesTheSameAs(in MessageChange other) =>
        Kind == other.Kind && Target == other.Target && Content == other.Content && (Aspect is not ChangeKind.Reacted || User == other.User);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} of {Target} by user {User}";
}
