namespace OrleansChat.Processes.Tests.Requirements;

/// <summary>A test of one process, whose clients are behind a fault proxy.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SingleProcessFactAttribute : FactAttribute
{
    public SingleProcessFactAttribute()
    {
        Skip = Requirement.WhyNoSingleProcess;
        Timeout = (int)TimeSpan.FromMinutes(1).TotalMilliseconds;
    }
}
