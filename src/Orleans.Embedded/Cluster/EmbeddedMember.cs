using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A silo or client of an <see cref="EmbeddedCluster"/>.</summary>
public abstract class EmbeddedMember
{
    private protected EmbeddedMember(Node node, IServiceProvider services)
    {
        Node = node;
        Services = services;
    }

    /// <summary>Its name.</summary>
    public string Name => Node.Name;

    /// <summary>Its address, as messages and <see cref="ILocalSiloDetails"/> name it.</summary>
    public SiloAddress Address => Node.Address;

    /// <summary>Its services; every silo and client has its own.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Makes references whose calls start here.</summary>
    public IGrainFactory GrainFactory => Node.GrainFactory;

    /// <summary>Whether it is gone.</summary>
    public bool IsGone => Node.IsDead;

    internal Node Node { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Address})";
}
