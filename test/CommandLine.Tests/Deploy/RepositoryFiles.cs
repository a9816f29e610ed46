using System.Reflection;

namespace OrleansChat.CommandLine.Tests.Deploy;

/// <summary>The files of the working copy that this assembly was built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Read(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    public static IEnumerable<string> Under(string pattern, params string[] parts) =>
        Directory.EnumerateFiles(Path.Combine([Root, .. parts]), pattern, SearchOption.AllDirectories);
}
