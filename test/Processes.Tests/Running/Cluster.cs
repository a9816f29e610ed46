namespace OrleansChat.Processes.Tests.Running;

/// <summary>Several gateways with their silos that meet in a Redis, all processes of this machine.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int Size = 3;

    // Quick enough that a test need not wait long for what takes a real cluster half a minute, slow enough for a busy machine.
    private static readonly string[] Settings =
    [
        "--Cluster:Membership=redis",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        "--Cluster:ProbeTimeout=00:00:01",
        "--Cluster:MissedProbes=3",
        "--Cluster:TableRefresh=00:00:02",
        "--Leases:Interval=00:00:01",
        "--Leases:Length=00:00:04",
        "--Rooms:Grace=00:00:03",
        "--Gateway:Drain:Window=00:00:02",
        "--Gateway:Drain:Patience=00:00:02",
        "--RateLimits:Message:Limit=100000",
        "--Logging:LogLevel:Orleans=Error",
    ];

    private Cluster(RedisServer redis) => Redis = redis;

    public SigningKey Key { get; } = new();

    public RedisServer Redis { get; }

    public IReadOnlyList<Gateway> Nodes { get; private set; } = [];

    public static async Task<Cluster> StartAsync()
    {
        var cluster = new Cluster(await RedisServer.StartAsync());
        try
        {
            var starting = Enumerable.Range(1, Size)
                .Select(number => Gateway.StartAsync($"node {number}", cluster.Key, [.. Settings, $"--Cluster:Redis:ConnectionString={cluster.Redis.ConnectionString}"]))
                .ToArray();
            try
            {
                cluster.Nodes = await Task.WhenAll(starting);
            }
            catch
            {
                cluster.Nodes = [.. starting.Where(start => start.IsCompletedSuccessfully).Select(start => start.Result)];
                throw;
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
