using Orleans.Embedded.Observers;
using Orleans.Embedded.References;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>Makes references whose calls, outside of any grain, start at one silo or client.</summary>
internal sealed class GrainFactory(Node node) : IClusterClient
{
    public IServiceProvider ServiceProvider => node.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null)
        {
            throw new NotSupportedException("The embedded runtime finds a grain class by its interface alone, not by a prefix of its name.");
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        var grainClass = GrainInterface<TGrainInterface>.GrainClass;
        return (TGrainInterface)(object)GrainInterface<TGrainInterface>.Create(node, GrainId.Create(grainClass.GrainType, primaryKey), grainClass);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)GrainInterface<TGrainInterface>.Create(
            node, grainId, ObserverRegistry.IsObserver(grainId) ? null : GrainInterface<TGrainInterface>.GrainClass);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is not TGrainObserverInterface)
        {
            throw new ArgumentException($"The provided object must implement '{typeof(TGrainObserverInterface).FullName}'.", nameof(obj));
        }

        return (TGrainObserverInterface)(object)GrainInterface<TGrainObserverInterface>.Create(node, node.Observers.Add(obj), null);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => node.Observers.Remove(obj);
}
