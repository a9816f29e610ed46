using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Grains.Epochs;
using OrleansChat.Storage.Epochs;
using OrleansChat.Storage.Migrations;

namespace OrleansChat.Storage.Tests.Epochs;

/// <summary>What one silo has of the storage: its own connections, its own queue of activations, its own figures.</summary>
internal sealed class EpochSilo : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener;
    private int _reservations;

    public EpochSilo(string connectionString, Action<PostgresEpochsOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddPostgresStorage(connectionString);
        services.Configure(configure ?? (_ => { }));
        _services = services.BuildServiceProvider();
        _listener = Listen(_services.GetRequiredService<IMeterFactory>());
        Epochs = _services.GetRequiredService<IEpochSource>();
    }

    public IEpochSource Epochs { get; }

    /// <summary>Round trips made so far.</summary>
    public int Reservations => Volatile.Read(ref _reservations);

    public Task MigrateAsync() => _services.GetRequiredService<MigrationRunner>().MigrateAsync(default);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    private MeterListener Listen(IMeterFactory meters)
    {
        // Other silos of the test have meters of the same name; the factory tells ours from theirs.
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == EpochMetrics.ReservationDurationName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _reservations));
        listener.Start();
        return listener;
    }
}
