namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>What a limit promises: in any time T at most burst + rate × T accepted, and a slack for what is lost with silos.</summary>
/// <param name="Burst">Operations that may come at once, which is also what comes back in a window.</param>
/// <param name="Window">The window.</param>
/// <param name="Slack">Operations more.</param>
internal sealed record LimitBound(int Burst, TimeSpan Window, int Slack)
{
    /// <summary>How many may be accepted within an interval, whole or not.</summary>
    public double Allowed(long microseconds) => Burst + (double)Burst * microseconds / Window.TotalMicroseconds;
}
