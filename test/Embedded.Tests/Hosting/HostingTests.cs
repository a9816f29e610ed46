using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task WebApplication_WithUseOrleans_ServesGrainsFromItsServicesAndDeactivatesThemWhenItStops()
    {
        var journal = new Journal();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton(journal);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 1, gatewayPort: 2, serviceId: "service", clusterId: "cluster"));
        await using var app = builder.Build();
        await app.StartAsync();

        Assert.Equal(1, await app.Services.GetRequiredService<IGrainFactory>().GetGrain<IWorkGrain>("a").CountAsync());
        Assert.Equal(2, await app.Services.GetRequiredService<IClusterClient>().GetGrain<IWorkGrain>("a").CountAsync());
        Assert.Equal("cluster", app.Services.GetRequiredService<ILocalSiloDetails>().ClusterId);

        await app.StopAsync();
        Assert.Equal(["deactivate ShuttingDown"], journal.Entries);
    }

    [Fact]
    public async Task HostBuilder_WithUseOrleans_ServesGrains()
    {
        using var host = new HostBuilder()
            .UseOrleans((context, silo) => silo.Services.AddSingleton<Journal>())
            .Build();
        await host.StartAsync();

        Assert.Equal(1, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IWorkGrain>("a").CountAsync());

        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(
            () => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IWorkGrain>("a").CountAsync());
    }

    [Fact]
    public async Task Host_WithAClientAndNoSilo_DoesNotStartAndSaysWhy()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering());
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("one process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithAClientBesideItsSilo_Starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<Journal>();
        builder.UseOrleans();
        builder.UseOrleansClient();
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(1, await host.Services.GetRequiredService<IClusterClient>().GetGrain<IWorkGrain>("a").CountAsync());
        await host.StopAsync();
    }
}
