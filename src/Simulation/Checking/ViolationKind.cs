namespace OrleansChat.Simulation.Checking;

/// <summary>What a promise can be broken by.</summary>
internal enum ViolationKind
{
    Lost,
    Twice,
    OutOfOrder,
    NumbersWentBack,
    ClockWentBack,
    SenderOrderBroken,
    Altered,
    Phantom,
    PhantomMember,
    MissingMember,
    Resurrected,
    Leaked,
    KeyWindowWrong,
    Unanswered,
    RefusedButDelivered,
    Disagreement,
    Remains,
    NeverSettles,
    Fault,
}
