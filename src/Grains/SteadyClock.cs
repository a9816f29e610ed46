namespace OrleansChat.Grains;

/// <summary>Time for what is only ever compared with itself: how long something lasts must not depend on a wall clock that somebody sets.</summary>
internal static class SteadyClock
{
    /// <summary>Milliseconds of the steady clock, from a beginning that differs from process to process.</summary>
    public static long GetSteadyMilliseconds(this TimeProvider time) => (long)time.GetElapsedTime(0).TotalMilliseconds;
}
