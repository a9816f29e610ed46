namespace OrleansChat.History;

/// <summary>The ways in which a chat can break its promises.</summary>
public enum ViolationKind
{
    /// <summary>A client that stayed or resumed never got what stands in the order, and was not told that something is missing there.</summary>
    Lost,

    /// <summary>A client got the same thing again, or one message stands at two places.</summary>
    Twice,

    /// <summary>A client got something after what stands behind it, or the numbers went back.</summary>
    OutOfOrder,

    /// <summary>Something of another room, or of no room of this run, reached a client.</summary>
    Foreign,

    /// <summary>Clients, or a client and an acknowledgement, see different things at one place.</summary>
    Disagreement,

    /// <summary>The Lamport clock did not grow with the order.</summary>
    ClockWentBack,

    /// <summary>A message stands before one that its sender already had the acknowledgement of when it was sent.</summary>
    SenderOrder,

    /// <summary>A message that nobody sent.</summary>
    Phantom,

    /// <summary>A message's body is not what was sent.</summary>
    Altered,

    /// <summary>A message was delivered although its sending was refused.</summary>
    RefusedButDelivered,

    /// <summary>Two things of one room have one id.</summary>
    IdReused,

    /// <summary>A sending got neither acknowledgement nor refusal, though its connection lived.</summary>
    Unanswered,

    /// <summary>A retry with the same key made a second message, or was given another answer than the first time.</summary>
    KeyWindow,

    /// <summary>Something older than the moment at which the room was empty was shown after it.</summary>
    Resurrected,

    /// <summary>Something of the room reached a client that had not joined it, or that had left before it happened.</summary>
    Leaked,

    /// <summary>A user is said to be a member who never came, or who had left before.</summary>
    PhantomMember,

    /// <summary>More of a user's operations were accepted in some time than the limit allows.</summary>
    OverLimit,
}
