using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>Finds the activation whose turn this is.</summary>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => Activation.Current!;
}
