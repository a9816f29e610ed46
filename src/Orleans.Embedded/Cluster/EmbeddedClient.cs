using Orleans.Embedded.Silos;

namespace Orleans.Embedded;

/// <summary>A logical client outside of all silos.</summary>
public sealed class EmbeddedClient : EmbeddedMember
{
    internal EmbeddedClient(ClientNode node, IServiceProvider services)
        : base(node, services)
    {
    }

    /// <summary>The client's way to the grains.</summary>
    public IClusterClient ClusterClient => Node.GrainFactory;
}
