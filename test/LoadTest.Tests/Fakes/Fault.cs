namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>What the fake server does wrong, once, with the fifth message of its first room.</summary>
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
}
