using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansChat.Silo.Runtimes;

/// <summary>Storage for grains of which nothing is to be stored: finds nothing, keeps nothing.</summary>
internal sealed class NoGrainStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}
