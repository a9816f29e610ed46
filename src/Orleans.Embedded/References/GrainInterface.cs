using Orleans.Embedded.Activations;
using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded.References;

/// <summary>Makes references of one interface.</summary>
internal static class GrainInterface<TInterface>
{
    private static readonly Lazy<Func<GrainReference>> New = new(() => ReferenceTypes.Constructor(typeof(TInterface)));

    // A failure is not kept: the assembly of the class may be loaded later.
    private static readonly Lazy<GrainClass> Class =
        new(() => GrainClasses.Implementing(typeof(TInterface)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The class that implements the interface.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public static GrainClass GrainClass => Class.Value;

    public static GrainReference Create(Node node, GrainId id, GrainClass? grainClass)
    {
        var reference = New.Value();
        reference.Bind(node, id, grainClass);
        return reference;
    }
}
