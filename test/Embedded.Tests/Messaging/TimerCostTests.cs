using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Messaging;

public sealed class TimerCostTests
{
    [Fact]
    public async Task ManyCallsAndActivations_CostOneTimerForEachSiloAndClient()
    {
        var time = new CountedTime();
        await using var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            Silos = 2,
            TimeProvider = time,
            ConfigureSilo = silo => silo.Services.AddSingleton<Journal>(),
        });

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => cluster.Client.GetGrain<IWorkGrain>($"{i}").CountAsync()));

        Assert.Equal(1000, cluster.Silos.Sum(silo => silo.ActivationCount));
        Assert.Equal(3, time.Timers);
    }
}
