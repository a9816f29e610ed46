using System.Reflection;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>Where the build put things, as the build itself wrote it into this assembly.</summary>
internal static class BuildPaths
{
    public static string GatewayAssembly { get; } = Read("GatewayAssembly");

    public static string RepositoryRoot { get; } = Read("RepositoryRoot");

    public static string WebPage { get; } = Path.Combine(RepositoryRoot, "web", "dist", "index.html");

    public static string OfficialClient { get; } = Path.Combine(RepositoryRoot, "web", "node_modules", "@microsoft", "signalr", "package.json");

    public static string AccessibilityChecker { get; } = Path.Combine(RepositoryRoot, "web", "node_modules", "axe-core", "axe.min.js");

    public static string Scenarios { get; } = Path.Combine(RepositoryRoot, "test", "EndToEnd.Tests", "official-client");

    /// <summary>What the browser tests saw, for people to look at.</summary>
    public static string Screenshots { get; } = Path.Combine(RepositoryRoot, "artifacts", "screenshots");

    public static string Pictures { get; } = Path.Combine(RepositoryRoot, "docs", "images");

    private static string Read(string key) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
