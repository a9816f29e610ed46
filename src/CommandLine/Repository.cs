using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine;

/// <summary>The places in the working copy that the commands use.</summary>
internal sealed class Repository(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Solution => At("OrleansChat.sln");

    public string GatewayProject => At("src", "Gateway", "OrleansChat.Gateway.csproj");

    public string LoadTestProject => At("src", "LoadTest", "OrleansChat.LoadTest.csproj");

    public string BenchProject => At("bench", "Runner", "OrleansChat.Bench.csproj");

    public string SimulationProject => At("src", "Simulation", "OrleansChat.Simulation.csproj");

    /// <summary>What this machine keeps between runs; git ignores it.</summary>
    public string LocalState => At(".chat");

    public string DevelopmentKey => At(".chat", "development.key");

    public string RuntimeProps => At(".chat", "runtime.props");

    public string ClusterLogs => At(".chat", "cluster");

    public string Web => At("web");

    public string WebRoot => At("web", "dist");

    public string Tests => At("test");

    public string Assembly(OrleansRuntime runtime, string project) =>
        At("artifacts", runtime.ToString().ToLowerInvariant(), "bin", project, "release", $"{project}.dll");

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
