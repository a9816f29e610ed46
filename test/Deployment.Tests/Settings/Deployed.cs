using System.Text.RegularExpressions;
using OrleansChat.Deployment.Tests.Files;
using OrleansChat.Deployment.Tests.Kubernetes;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Settings;

/// <summary>Every chat process that the deployment's files start.</summary>
internal static partial class Deployed
{
    private static readonly string SampleKey = Convert.ToBase64String(new byte[48]);

    /// <summary>A node in Kubernetes.</summary>
    public static Workload Chat { get; } = new("kubernetes", ReadKubernetes());

    public static IReadOnlyList<Workload> All { get; } = [Chat, .. ReadCompose()];

    private static Dictionary<string, string> ReadKubernetes()
    {
        var variables = Manifest.Chat.Container.Items("envFrom")
            .SelectMany(source => Manifest.Find("ConfigMap", source.Text("configMapRef", "name")!).Root.Entries("data"))
            .ToDictionary(entry => entry.Key, entry => ((YamlScalarNode)entry.Value).Value!);
        foreach (var variable in Manifest.Chat.Container.Items("env"))
        {
            variables.Add(variable.Text("name")!, variable.Text("value") ?? Sample(variable));
        }

        return variables;
    }

    // Pods get these from their own status and from Secrets.
    private static string Sample(YamlNode variable) =>
        variable.At("valueFrom", "fieldRef") is not null ? "10.0.0.7" : "redis:6379,password=sample";

    private static IEnumerable<Workload> ReadCompose() =>
        from service in Yaml.Load("deploy/compose.yml").Single().Entries("services")
        where service.Key.StartsWith("chat-", StringComparison.Ordinal)
        select new Workload($"compose {service.Key}", service.Value.Entries("environment").ToDictionary(
            entry => entry.Key, entry => Required().Replace(((YamlScalarNode)entry.Value).Value!, SampleKey)));

    [GeneratedRegex(@"^\$\{[A-Z_]+:\?[^}]+\}$")]
    private static partial Regex Required();
}
