using OrleansChat.Deployment.Tests.Files;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Kubernetes;

public sealed class NetworkPolicyTests
{
    private static readonly YamlNode[] Rules = [.. Manifest.Find("NetworkPolicy", "chat").Root.Items("spec", "ingress")];

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Ingress_ToAPortOfOrleans_IsForTheChatsPodsAlone(string name)
    {
        var port = Manifest.Chat.Container.Items("ports").Single(node => node.Text("name") == name).Text("containerPort")!;
        var rule = Assert.Single(Rules, rule => Ports(rule).Contains(port));
        var peer = Assert.Single(rule.Items("from"));
        Assert.Equal(["podSelector"], peer.Entries().Select(entry => entry.Key));
        Assert.Equal(
            ChatDeploymentTests.Labels(Manifest.Chat.Root, "spec", "template", "metadata", "labels"),
            ChatDeploymentTests.Labels(peer, "podSelector", "matchLabels"));
    }

    [Fact]
    public void Ingress_FromAnywhere_ReachesTheHttpPortAlone() =>
        Assert.Equal(["8080"], Rules.Where(rule => !rule.Items("from").Any()).SelectMany(Ports));

    [Fact]
    public void Ingress_WithoutNamedPorts_DoesNotExist() => Assert.All(Rules, rule => Assert.NotEmpty(Ports(rule)));

    private static string[] Ports(YamlNode rule) => [.. rule.Items("ports").Select(port => port.Text("port")!)];
}
