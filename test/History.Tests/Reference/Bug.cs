namespace OrleansChat.History.Tests.Reference;

/// <summary>What the reference chat does wrong.</summary>
public enum Bug
{
    None,

    /// <summary>A frame is left out for one client.</summary>
    Drop,

    /// <summary>A frame is sent to one client twice.</summary>
    Duplicate,

    /// <summary>Two frames change places for one client.</summary>
    Swap,

    /// <summary>A new activation begins with lower numbers than the old one had given.</summary>
    Regress,

    /// <summary>A message of another room is put into this room's order.</summary>
    CrossRoom,

    /// <summary>The ring outlives the moment at which the room is empty.</summary>
    ResurrectAfterClear,

    /// <summary>A message is acknowledged before a second process holds it.</summary>
    AcknowledgeThenLose,

    /// <summary>Who left is still sent to.</summary>
    Leak,

    /// <summary>Keys are not looked up, so that a retry makes a second message.</summary>
    WrongKeyWindow,

    /// <summary>Who left stays in the list of members.</summary>
    PhantomMember,

    /// <summary>A message is acknowledged under a number behind one that is given to the sender's next.</summary>
    ReorderPerSender,

    /// <summary>The bucket is not charged.</summary>
    OverLimit,
}
