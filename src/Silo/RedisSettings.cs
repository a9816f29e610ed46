namespace OrleansChat.Silo;

/// <summary>The Redis that holds the cluster's membership.</summary>
public sealed record RedisSettings
{
    /// <summary>A StackExchange.Redis connection string, such as <c>redis:6379,password=…,ssl=true</c>.</summary>
    public string ConnectionString { get; init; } = "";
}
