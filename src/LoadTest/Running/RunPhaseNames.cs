namespace OrleansChat.LoadTest.Running;

/// <summary>The phases in words.</summary>
internal static class RunPhaseNames
{
    public static string Name(this RunPhase phase) => phase switch
    {
        RunPhase.WarmUp => "warm-up",
        _ => phase.ToString().ToLowerInvariant(),
    };
}
