using System.Reflection;

namespace OrleansChat.Deployment.Tests.Files;

/// <summary>The repository that this assembly was built from. Paths are relative to its root and have forward slashes.</summary>
internal static class Checkout
{
    public static string Root { get; } = typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Holds(string path) => Path.Exists(Path.Combine(Root, path));

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> YamlFiles(string folder) => Files(folder).Where(file => Path.GetExtension(file) is ".yml" or ".yaml");
}
