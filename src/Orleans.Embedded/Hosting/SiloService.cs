using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Hosting;

/// <summary>Joins the silo when its host starts and stops it when its host stops.</summary>
internal sealed class SiloService(SiloNode silo) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silo.Join();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => silo.StopAsync(cancellationToken);
}
