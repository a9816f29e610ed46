using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Tests.Clusters;

/// <summary>A test that starts Redis' server, where this machine has one.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (Executables.Find("redis-server") is null)
            Skip = "redis-server is missing: install it and put it on the PATH.";
    }
}
