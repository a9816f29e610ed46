namespace OrleansChat.CommandLine.Clusters;

/// <summary>The ports of one node.</summary>
/// <param name="Http">Where clients of the chat connect.</param>
/// <param name="Silo">Where the other silos connect.</param>
/// <param name="Gateway">Where clients of Orleans would connect.</param>
internal sealed record NodePorts(int Http, int Silo, int Gateway);
