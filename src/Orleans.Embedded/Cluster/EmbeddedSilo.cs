using Orleans.Embedded.Silos;

namespace Orleans.Embedded;

/// <summary>A logical silo.</summary>
public sealed class EmbeddedSilo : EmbeddedMember
{
    internal EmbeddedSilo(SiloNode node, IServiceProvider services)
        : base(node, services)
    {
    }

    /// <summary>How many activations it holds.</summary>
    public int ActivationCount => ((SiloNode)Node).ActivationCount;
}
