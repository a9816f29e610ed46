namespace OrleansChat.Processes.Tests.Requirements;

/// <summary>A test of several processes that form a cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        Skip = Requirement.WhyNoCluster;
        Timeout = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;
    }
}
