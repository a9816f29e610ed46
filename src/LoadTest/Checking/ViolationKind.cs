namespace OrleansChat.LoadTest.Checking;

/// <summary>The ways in which a chat can break its promises.</summary>
internal enum ViolationKind
{
    /// <summary>A member that stayed never got what stands in the order.</summary>
    Lost,

    /// <summary>A member got the same thing again, or one message stands at two places.</summary>
    Twice,

    /// <summary>A member got something after what stands behind it, or before it had joined.</summary>
    OutOfOrder,

    /// <summary>Something of another room, or of nobody, reached a member.</summary>
    Foreign,

    /// <summary>Members, or a member and an acknowledgement, see different things at one place.</summary>
    Disagreement,

    /// <summary>The Lamport clock did not grow with the order.</summary>
    ClockWentBack,

    /// <summary>A message stands before one that its sender already had the acknowledgement of when it was sent.</summary>
    SenderOrder,

    /// <summary>A message that nobody sent.</summary>
    Phantom,

    /// <summary>A message's sender or body is not what was sent.</summary>
    Altered,

    /// <summary>A message was delivered although its sending was refused.</summary>
    RefusedButDelivered,

    /// <summary>Two things of one room have one id.</summary>
    IdReused,

    /// <summary>A sending got neither acknowledgement nor refusal.</summary>
    Unanswered,
}
