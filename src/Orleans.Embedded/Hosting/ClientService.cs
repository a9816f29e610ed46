using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Hosting;

/// <summary>Refuses to start a client where no silo is in the same process.</summary>
internal sealed class ClientService(IServiceProviderIsService services) : IHostedService
{
    public static InvalidOperationException NoSilo() => new(
        "This build runs on the embedded Orleans runtime, which is one process: a gateway without a silo of its own needs the Microsoft runtime (-p:OrleansRuntime=Microsoft).");

    public Task StartAsync(CancellationToken cancellationToken) =>
        services.IsService(typeof(SiloNode)) ? Task.CompletedTask : Task.FromException(NoSilo());

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
