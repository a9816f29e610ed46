using Orleans.Runtime;

namespace Orleans;

/// <summary>An object outside of grains that grains can call.</summary>
public interface IGrainObserver : IAddressable
{
}
