using System.Reflection;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>
/// A way to the grains that gives them a <see cref="PushCounter"/> for a gateway's ear. A proxy, because the grain factory has many more methods on one
/// runtime than on the other.
/// </summary>
public class CountedGrains : DispatchProxy
{
    private IGrainFactory _grains = null!;
    private PushCounter _pushes = null!;

    internal static IGrainFactory Around(IGrainFactory grains, PushCounter pushes)
    {
        var counted = Create<IGrainFactory, CountedGrains>();
        ((CountedGrains)(object)counted)._grains = grains;
        ((CountedGrains)(object)counted)._pushes = pushes;
        return counted;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IGrainFactory.CreateObjectReference) && args is [IGatewayObserver gateway])
        {
            _pushes.Gateway = gateway;
            args = [_pushes];
        }

        return targetMethod.Invoke(_grains, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
