namespace OrleansChat.EndToEnd.Tests.Requirements;

/// <summary>A test that needs Node.js and the official SignalR client for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialClientFactAttribute : FactAttribute
{
    public OfficialClientFactAttribute()
    {
        Skip = Requirement.SkipReason(Requirement.Node, Requirement.OfficialClient);
        Timeout = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;
    }
}
