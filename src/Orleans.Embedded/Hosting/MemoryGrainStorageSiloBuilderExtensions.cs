using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Silos;
using Orleans.Embedded.State;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Adds storages in memory.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds the storage of states that name none.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) => builder.AddMemoryGrainStorage(MemoryGrainStorageNames.Default);

    /// <summary>Adds a storage, which the silos of a cluster share and which ends with the process.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IGrainStorage>(name, static (provider, name) => provider.GetRequiredService<Fabric>().MemoryStorage((string)name!));
        return builder;
    }
}
