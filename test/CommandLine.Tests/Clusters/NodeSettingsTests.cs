using OrleansChat.CommandLine.Clusters;

namespace OrleansChat.CommandLine.Tests.Clusters;

public sealed class NodeSettingsTests
{
    [Fact]
    public void For_TwoNodes_ShareRedisAndClusterAndNoPort()
    {
        var settings = new NodeSettings("127.0.0.1:7000", "here");

        var first = settings.For(new NodePorts(5000, 1, 2)).ToArray();
        var second = settings.For(new NodePorts(5001, 3, 4)).ToArray();

        Assert.Equal(["--Cluster:SiloPort=1", "--Cluster:GatewayPort=2"], first.Except(second));
        Assert.Contains("--Cluster:Redis:ConnectionString=127.0.0.1:7000", second);
        Assert.Contains("--Cluster:Id=here", second);
    }
}
