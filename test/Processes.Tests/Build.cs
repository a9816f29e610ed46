using System.Reflection;

namespace OrleansChat.Processes.Tests;

/// <summary>What was built, as the build itself wrote it into this assembly.</summary>
internal static class Build
{
    public static string GatewayAssembly { get; } = Read("GatewayAssembly");

    public static string LoadTestAssembly { get; } = Read("LoadTestAssembly");

    /// <summary>Whether several processes can form a cluster.</summary>
    public static bool IsMicrosoft { get; } = Read("OrleansRuntime") == "Microsoft";

    private static string Read(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
