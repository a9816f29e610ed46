using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansChat.Grains.Epochs;
using OrleansChat.Storage.Epochs;
using OrleansChat.Storage.Migrations;

namespace OrleansChat.Storage;

/// <summary>Registers PostgreSQL as what stands behind the grains' ports.</summary>
public static class PostgresStorageServices
{
    /// <summary>
    /// Keeps in PostgreSQL what a room must not lose, in place of whatever was registered for it before. The schema is brought up to date
    /// when the host starts, before the silo does.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The connection string is empty or cannot be read.</exception>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        var connection = PostgresConnections.Complete(connectionString);

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
        services.AddPostgresMigrations();
        services.AddPostgresEpochs();
        return services;
    }

    private static void AddPostgresMigrations(this IServiceCollection services)
    {
        services.AddSingleton(provider => new MigrationRunner(
            provider.GetRequiredService<NpgsqlDataSource>(),
            EmbeddedMigrations.All,
            provider.GetRequiredService<ILogger<MigrationRunner>>()));
        services.AddHostedService<MigrateBeforeStart>();
    }

    private static void AddPostgresEpochs(this IServiceCollection services)
    {
        services.AddOptions<PostgresEpochsOptions>().BindConfiguration(PostgresEpochsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PostgresEpochsOptions>, PostgresEpochsOptionsValidator>();
        services.AddSingleton<EpochCounter>();
        services.AddSingleton<EpochMetrics>();
        services.Replace(ServiceDescriptor.Singleton<IEpochSource, PostgresEpochs>());
    }
}
