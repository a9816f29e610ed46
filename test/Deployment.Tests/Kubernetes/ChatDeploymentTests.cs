using System.Globalization;
using Microsoft.Extensions.Hosting;
using OrleansChat.Deployment.Tests.Files;
using OrleansChat.Deployment.Tests.Settings;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Kubernetes;

public sealed class ChatDeploymentTests
{
    private static readonly YamlNode Container = Manifest.Chat.Container;

    [Theory]
    [InlineData("startupProbe", "/health/live")]
    [InlineData("livenessProbe", "/health/live")]
    [InlineData("readinessProbe", "/health/ready")]
    public void Probe_OfEachKind_AsksTheRightQuestion(string probe, string path)
    {
        Assert.Equal(path, Container.Text(probe, "httpGet", "path"));
        Assert.Equal("http", Container.Text(probe, "httpGet", "port"));
    }

    [Fact]
    public void GracePeriod_BeforeTheKill_LeavesTheHostItsTime()
    {
        var wait = int.Parse(Container.Text("lifecycle", "preStop", "sleep", "seconds")!, CultureInfo.InvariantCulture);
        var grace = int.Parse(Manifest.Chat.PodSpec!.Text("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture);
        Assert.True(grace > wait + new HostOptions().ShutdownTimeout.TotalSeconds, $"{grace} s are not enough to wait {wait} s and then to stop.");
    }

    [Theory]
    [InlineData("silo", "Cluster__SiloPort")]
    [InlineData("gateway", "Cluster__GatewayPort")]
    public void Port_ThatOrleansUses_IsTheOneThatItIsTold(string port, string setting)
    {
        var declared = Container.Items("ports").Single(node => node.Text("name") == port).Text("containerPort");
        Assert.Equal(Deployed.Chat.Variables[setting], declared);
    }

    [Fact]
    public void Address_ThatOthersUse_IsThePods() =>
        Assert.Equal(
            "status.podIP",
            Container.Items("env").Single(node => node.Text("name") == "Cluster__AdvertisedAddress").Text("valueFrom", "fieldRef", "fieldPath"));

    [Theory]
    [InlineData("Service", "spec", "selector")]
    [InlineData("PodDisruptionBudget", "spec", "selector", "matchLabels")]
    [InlineData("NetworkPolicy", "spec", "podSelector", "matchLabels")]
    [InlineData("Deployment", "spec", "selector", "matchLabels")]
    public void Selector_OfEachObject_MatchesTheChatsPods(string kind, params string[] path) =>
        Assert.Equal(
            Labels(Manifest.Chat.Root, "spec", "template", "metadata", "labels"), Labels(Manifest.Find(kind, "chat").Root, path));

    [Fact]
    public void SessionAffinity_OfTheService_IsNotAskedFor() =>
        Assert.Null(Manifest.Find("Service", "chat").Root.At("spec", "sessionAffinity"));

    [Fact]
    public void Update_OfTheDeployment_NeverLeavesFewerNodes()
    {
        Assert.Equal("0", Manifest.Chat.Root.Text("spec", "strategy", "rollingUpdate", "maxUnavailable"));
        Assert.Equal("3", Manifest.Chat.Root.Text("spec", "replicas"));
    }

    internal static SortedDictionary<string, string> Labels(YamlNode node, params string[] path) =>
        new(node.Entries(path).ToDictionary(entry => entry.Key, entry => ((YamlScalarNode)entry.Value).Value!), StringComparer.Ordinal);
}
