namespace OrleansChat.LoadTest.Running;

/// <summary>What a run is doing, in this order.</summary>
internal enum RunPhase
{
    Opening,
    WarmUp,
    Measuring,
    Settling,
}
