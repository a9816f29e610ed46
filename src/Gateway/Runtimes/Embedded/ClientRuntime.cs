using OrleansChat.Silo;

namespace OrleansChat.Gateway.Runtimes;

/// <summary>A gateway apart from its silos does not exist on the embedded runtime, which is one process.</summary>
internal static class ClientRuntime
{
    public static void AddChatClient(this IHostApplicationBuilder builder, ClusterSettings settings) =>
        throw new NotSupportedException(
            "Gateway:Silo is client, but this build has the embedded runtime, which is one process. "
            + "Build with -p:OrleansRuntime=Microsoft, or set Gateway:Silo to cohost.");
}
