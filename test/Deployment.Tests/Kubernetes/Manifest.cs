using OrleansChat.Deployment.Tests.Files;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Kubernetes;

/// <summary>One object of the manifests.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Root">The object.</param>
internal sealed record Manifest(string File, YamlNode Root)
{
    public const string Folder = "deploy/kubernetes";

    public static IReadOnlyList<Manifest> All { get; } =
        [.. Checkout.YamlFiles(Folder).SelectMany(file => Yaml.Load(file).Select(root => new Manifest(file, root)))];

    /// <summary>The deployment of the chat itself.</summary>
    public static Manifest Chat { get; } = Find("Deployment", "chat");

    public string Kind => Root.Text("kind")!;

    public string Name => Root.Text("metadata", "name")!;

    /// <summary>The pods that it makes, or null.</summary>
    public YamlNode? PodSpec => Root.At("spec", "template", "spec");

    public IEnumerable<YamlNode> Containers => PodSpec is { } pod ? pod.Items("initContainers").Concat(pod.Items("containers")) : [];

    public YamlNode Container => Containers.Single();

    public static Manifest Find(string kind, string name) => All.Single(manifest => manifest.Kind == kind && manifest.Name == name);
}
