using Microsoft.Extensions.DependencyInjection;

namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>A cluster whose turns run and whose clock moves only when the test says so, all on the test's thread.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private Lab(SeededTurns turns, FakeTime time, Journal journal, EmbeddedCluster cluster)
    {
        Turns = turns;
        Time = time;
        Journal = journal;
        Cluster = cluster;
    }

    public SeededTurns Turns { get; }

    public FakeTime Time { get; }

    public Journal Journal { get; }

    public EmbeddedCluster Cluster { get; }

    public IGrainFactory Client => Cluster.Client;

    public static async Task<Lab> StartAsync(
        int silos = 1, int seed = 1, IMessageTransport? transport = null, Action<ISiloBuilder>? configure = null)
    {
        var turns = new SeededTurns(seed);
        var time = new FakeTime();
        var journal = new Journal();
        var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            Silos = silos,
            Seed = seed,
            TurnScheduler = turns,
            TimeProvider = time,
            Transport = transport,
            ConfigureSilo = silo =>
            {
                silo.Services.AddSingleton(journal);
                configure?.Invoke(silo);
            },
        });
        return new Lab(turns, time, journal, cluster);
    }

    /// <summary>Runs all turns, after which the call must be answered.</summary>
    public async Task<T> RunAsync<T>(Task<T> call)
    {
        Turns.Run();
        Assert.True(call.IsCompleted, "The call is not answered although nothing is left to run.");
        return await call;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task RunAsync(Task call)
    {
        Turns.Run();
        Assert.True(call.IsCompleted, "The call is not answered although nothing is left to run.");
        await call;
    }

    /// <summary>Runs all turns, after which the call must have failed in this way.</summary>
    public Task<TException> FailsAsync<TException>(Task call)
        where TException : Exception => Assert.ThrowsAsync<TException>(() => RunAsync(call));

    /// <summary>Moves the clock second by second, and runs what becomes due.</summary>
    public void Advance(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Turns.Run();
        }
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
