namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>What the fake server does wrong, once, in its first room: with the fifth message, and from <see cref="ChangeDropped"/> on with what only a mix does.</summary>
public enum Fault
{
    None,
    Drop,
    Duplicate,
    Swap,
    CrossRoom,
    RegressEpoch,
    OtherBody,
    Phantom,
    LostAcknowledgement,
    RefusedButDelivered,
    ClockStandsStill,
    ConnectionBreaks,

    /// <summary>The connection breaks, and the resume leaves out what was missed.</summary>
    ResumeForgets,

    /// <summary>A reaction is not shown to one member.</summary>
    ChangeDropped,

    /// <summary>An edit is shown to one member with another text.</summary>
    EditAltered,

    /// <summary>A reaction is shown that nobody asked for.</summary>
    ReactionInvented,

    /// <summary>A reaction is refused and shown all the same.</summary>
    RefusedButReacted,

    /// <summary>A reaction has no answer.</summary>
    ChangeUnanswered,

    /// <summary>A typing signal has no answer.</summary>
    TypingUnanswered,

    /// <summary>Somebody types who is nobody of the room.</summary>
    StrangerTypes,

    /// <summary>What a room answers to who comes back has a message without its last change.</summary>
    JoinForgetsChange,

    /// <summary>A member that has left is shown what is said meanwhile.</summary>
    LeaverHears,
}
