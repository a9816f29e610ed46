using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansChat.Storage.Migrations;

/// <summary>Brings a database's schema up to this program's migrations.</summary>
/// <remarks>
/// Everything happens in one transaction, so a schema is never half way between two versions; statements that cannot run in one
/// (<c>CREATE INDEX CONCURRENTLY</c>) have no place in a migration. A migration must leave the schema usable for the release before it,
/// because in a rolling upgrade nodes of both run on it.
/// </remarks>
internal sealed partial class MigrationRunner(NpgsqlDataSource dataSource, IReadOnlyList<Migration> migrations, ILogger<MigrationRunner> logger)
{
    // "chatdb" in ASCII. Advisory locks belong to one database, so only another program that keeps its tables in ours could clash.
    private const long LockKey = 0x636861746462;

    private const string CreateTable =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number integer PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    /// <summary>Applies what is missing; any number of nodes may do so at once.</summary>
    /// <exception cref="MigrationException">A migration failed, or is not the one that was applied. Nothing was changed.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The lock belongs to the transaction: a node that dies lets go of it, and a pooler between us and the server does no harm. Those
        // that waited for it find the work done.
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, CreateTable, cancellationToken);
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        WarnOfUnknown(applied);
        foreach (var migration in migrations)
        {
            if (applied.TryGetValue(migration.Number, out var before))
            {
                RequireSame(migration, before);
            }
            else
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT number, name, checksum FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<int, (string Name, string Checksum)> applied = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private void WarnOfUnknown(Dictionary<int, (string Name, string Checksum)> applied)
    {
        // A newer release has been here. Refusing to start would make it impossible to go back, or to restart a node in mid-upgrade.
        foreach (var (_, (name, _)) in applied.Where(entry => entry.Key > migrations.Count))
        {
            LogUnknown(logger, name);
        }
    }

    private static void RequireSame(Migration migration, (string Name, string Checksum) before)
    {
        if (before.Checksum != migration.Checksum)
        {
            throw new MigrationException(
                $"Migration {migration.Name} differs from the one that was applied to this database as {before.Name}: " +
                $"its checksum is {migration.Checksum}, the applied one's {before.Checksum}. A migration never changes once it is released.");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException($"Migration {migration.Name} failed: {exception.MessageText}", exception);
        }

        await using var command = new NpgsqlCommand("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        LogApplied(logger, migration.Name);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // No time limit of its own: a migration of a large table takes as long as it takes, and so does the wait for another node's.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
