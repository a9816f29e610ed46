using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansChat.Storage.Migrations;
using OrleansChat.Storage.Tests.Postgres;

namespace OrleansChat.Storage.Tests.Migrations;

[Collection(UsesPostgres.Name)]
public sealed class MigrationRunnerTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly Migration First = new(1, "0001_first", "CREATE TABLE first (id int); INSERT INTO first VALUES (1);");
    private static readonly Migration Second = new(2, "0002_second", "INSERT INTO first VALUES (2);");
    private static readonly Migration Faulty = new(2, "0002_second", "INSERT INTO first VALUES (2); INSERT INTO nowhere VALUES (1);");

    private NpgsqlDataSource _dataSource = null!;

    public async Task InitializeAsync() => _dataSource = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _dataSource.DisposeAsync();

    [PostgresFact]
    public async Task MigrateAsync_EmptyDatabase_AppliesAllInOrder()
    {
        await Runner(First, Second).MigrateAsync(default);
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM first"));
        Assert.Equal("0001_first,0002_second", await ScalarAsync("SELECT string_agg(name, ',' ORDER BY number) FROM schema_migrations"));
    }

    [PostgresFact]
    public async Task MigrateAsync_Again_AppliesOnlyWhatIsNew()
    {
        await Runner(First).MigrateAsync(default);
        await Runner(First).MigrateAsync(default);
        await Runner(First, Second).MigrateAsync(default);
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM first"));
    }

    [PostgresFact]
    public async Task MigrateAsync_EightNodesAtOnce_AppliesEachOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Runner(First, Second).MigrateAsync(default)));
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM first"));
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM schema_migrations"));
    }

    [PostgresFact]
    public async Task MigrateAsync_LaterOneFails_LeavesNothingBehind()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => Runner(First, Faulty).MigrateAsync(default));
        Assert.Contains("0002_second", failure.Message);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        await Runner(First, Second).MigrateAsync(default);
    }

    [PostgresFact]
    public async Task MigrateAsync_AppliedOneWasEdited_ThrowsAndChangesNothing()
    {
        await Runner(First).MigrateAsync(default);
        var edited = First with { Sql = First.Sql + " INSERT INTO first VALUES (3);" };
        var failure = await Assert.ThrowsAsync<MigrationException>(() => Runner(edited, Second).MigrateAsync(default));
        Assert.Contains("0001_first", failure.Message);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM schema_migrations"));
    }

    [PostgresFact]
    public async Task MigrateAsync_NewerReleaseWasHere_LeavesItsSchema()
    {
        await Runner(First, Second).MigrateAsync(default);
        await Runner(First).MigrateAsync(default);
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM schema_migrations"));
    }

    private MigrationRunner Runner(params Migration[] migrations) =>
        new(_dataSource, migrations, NullLogger<MigrationRunner>.Instance);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
