namespace OrleansChat.CommandLine.Clusters;

/// <summary>What the nodes of one cluster on one machine are told.</summary>
/// <param name="Redis">The connection string of the Redis in which they meet.</param>
/// <param name="ClusterId">Their cluster's name; a new one each time, so that nobody waits for the silos of an earlier one.</param>
internal sealed record NodeSettings(string Redis, string ClusterId)
{
    /// <summary>
    /// Processes of one machine answer each other at once unless they are dead: a silo that was killed is known as dead after three probes of a second,
    /// of which the first is on its way already.
    /// </summary>
    private static readonly string[] QuickDetection = ["--Cluster:ProbeTimeout=00:00:01", "--Cluster:MissedProbes=3", "--Cluster:TableRefresh=00:00:05"];

    public IEnumerable<string> For(NodePorts ports) =>
    [
        "--Cluster:Membership=redis",
        $"--Cluster:Redis:ConnectionString={Redis}",
        $"--Cluster:Id={ClusterId}",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        $"--Cluster:SiloPort={ports.Silo}",
        $"--Cluster:GatewayPort={ports.Gateway}",
        .. QuickDetection,
    ];
}
