namespace OrleansChat.History;

/// <summary>A change that stands somewhere in the order, because somebody was shown it there or was promised it.</summary>
internal sealed class PlacedChange(Position place, MessageChange what)
{
    /// <summary>The clients that were shown it as a frame of its own, in the view that they have.</summary>
    public ClientSet Seen;

    public Position Place => place;

    /// <summary>What it does. Of one that is known from the answer to another's, who did it is only guessed.</summary>
    public MessageChange What { get; set; } = what;

    /// <summary>Whether somebody was promised that it stands here.</summary>
    public bool IsAcknowledged { get; set; }

    public override string ToString() => $"{What} ({place})";
}
