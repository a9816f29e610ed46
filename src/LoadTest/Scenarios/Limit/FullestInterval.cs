namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>An interval in which much was accepted, compared with what is allowed in one of its length.</summary>
/// <param name="From">Its begin, in microseconds.</param>
/// <param name="To">Its end.</param>
/// <param name="Accepted">How many sends certainly were accepted within.</param>
/// <param name="Allowed">Burst + rate × T, without slack.</param>
internal sealed record FullestInterval(long From, long To, int Accepted, double Allowed)
{
    /// <summary>By how many the allowance was exceeded; negative where it was not used up.</summary>
    public double Excess => Accepted - Allowed;
}
