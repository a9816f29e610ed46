using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Files;

/// <summary>Reads YAML as it is written: a key that stands twice in a mapping is an error, anchors and merges are followed.</summary>
internal static class Yaml
{
    public static IReadOnlyList<YamlNode> Load(string path)
    {
        using var text = new StringReader(Checkout.Read(path));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(text)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    /// <summary>The node at a path of keys, or null where a key is missing.</summary>
    public static YamlNode? At(this YamlNode node, params ReadOnlySpan<string> keys)
    {
        var current = node;
        foreach (var key in keys)
        {
            if (current is not YamlMappingNode mapping || !mapping.Children.TryGetValue(key, out current))
            {
                return null;
            }
        }

        return current;
    }

    /// <summary>The scalar at a path of keys, or null.</summary>
    public static string? Text(this YamlNode node, params ReadOnlySpan<string> keys) => (node.At(keys) as YamlScalarNode)?.Value;

    /// <summary>The items of the list at a path of keys; none where it is missing.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, params ReadOnlySpan<string> keys) => node.At(keys) as YamlSequenceNode ?? [];

    /// <summary>The scalars of the list at a path of keys.</summary>
    public static string[] Texts(this YamlNode node, params ReadOnlySpan<string> keys) =>
        [.. node.Items(keys).OfType<YamlScalarNode>().Select(item => item.Value!)];

    /// <summary>The entries of the mapping at a path of keys; none where it is missing.</summary>
    public static IEnumerable<KeyValuePair<string, YamlNode>> Entries(this YamlNode node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is YamlMappingNode mapping
            ? mapping.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, entry.Value))
            : [];
}
