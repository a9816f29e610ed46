using Npgsql;
using OrleansChat.Domain.Tests.Epochs;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Storage.Epochs;
using OrleansChat.Storage.Tests.Postgres;

namespace OrleansChat.Storage.Tests.Epochs;

[Collection(UsesPostgres.Name)]
public sealed class PostgresEpochsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly RoomId Room = RoomId.Parse("ROOM");

    // Long enough for a crashed server to be back, so that only the tests about time run into it.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private string _connectionString = "";
    private EpochSilo _here = null!;
    private EpochSilo _there = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseAsync();
        _here = Silo(Patient);
        _there = Silo(Patient);
        await _here.MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [PostgresTheory]
    [MemberData(nameof(EpochSourceConformance.Rules), MemberType = typeof(EpochSourceConformance))]
    public Task EpochSource_Rule_Holds(string rule) => EpochSourceConformance.CheckAsync(rule, _here.Epochs, _there.Epochs);

    [PostgresFact]
    public async Task NextAsync_StoreIsAheadOfTheClock_CountsOnInTheStore()
    {
        const long FarAhead = 8_000_000_000_000;
        await ExecuteAsync($"UPDATE epochs SET last_epoch = {FarAhead}");
        Assert.Equal(FarAhead + 1, await NextAsync(_here));
        Assert.Equal(FarAhead + 2, await NextAsync(_there));
    }

    [PostgresFact]
    public async Task NextAsync_StoreLostReservations_IsStillGreater()
    {
        var before = await NextAsync(_here);
        await ExecuteAsync("UPDATE epochs SET last_epoch = 0");
        Assert.True(await NextAsync(_there) > before);
    }

    [PostgresFact]
    public async Task NextAsync_StoreAtTheLastEpoch_RefusesInsteadOfPassingIt()
    {
        await ExecuteAsync($"UPDATE epochs SET last_epoch = {IEpochSource.Highest - 1}");
        Assert.Equal(IEpochSource.Highest, await NextAsync(_here));
        var refused = await Assert.ThrowsAsync<EpochsUnavailableException>(() => NextAsync(_here));
        Assert.IsType<PostgresException>(refused.InnerException);
    }

    [PostgresFact]
    public async Task NextAsync_ManyWaitTogether_TwoRoundTripsServeAll()
    {
        List<Task<long>> waiting;
        await using (await HoldCounterAsync())
        {
            waiting = [.. Enumerable.Range(0, 5_000).Select(index => NextAsync(_here, $"ROOM-{index}"))];
        }

        var epochs = await Task.WhenAll(waiting);
        Assert.Equal(epochs.Length, epochs.Distinct().Count());
        Assert.InRange(_here.Reservations, 1, 2);
    }

    [PostgresFact]
    public async Task NextAsync_CounterHeldPastTheTimeout_IsUnavailableThenRecovers()
    {
        await using var silo = Silo(new PostgresEpochsOptions().Timeout);
        await using (await HoldCounterAsync())
        {
            await Assert.ThrowsAsync<EpochsUnavailableException>(() => NextAsync(silo));
        }

        // The reservation that ran out of time must not stay under way, or one slow moment would block the silo for good.
        Assert.True(await NextAsync(silo) > 0);
    }

    [PostgresFact]
    public async Task NextAsync_OneGivesUp_TheOthersAreServed()
    {
        using var impatience = new CancellationTokenSource();
        Task<long> other;
        await using (await HoldCounterAsync())
        {
            var givesUp = _here.Epochs.NextAsync(Room, 0, impatience.Token).AsTask();
            other = NextAsync(_here);
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        }

        Assert.True(await other > 0);
    }

    [PostgresFact]
    public async Task NextAsync_MoreWaitThanAllowed_RefusesTheNextAtOnce()
    {
        await using var silo = Silo(Patient, maxWaiting: 2);
        List<Task<long>> allowed;
        await using (await HoldCounterAsync())
        {
            allowed = [NextAsync(silo), NextAsync(silo)];
            await Assert.ThrowsAsync<EpochsUnavailableException>(() => NextAsync(silo));
        }

        Assert.NotEqual(await allowed[0], await allowed[1]);
    }

    [PostgresFact]
    public async Task NextAsync_CallersSchedulerRunsNothingMore_StillAnswers()
    {
        // A grain's scheduler stops with the grain; the epochs of other grains must not wait for it.
        var scheduler = new OneTaskScheduler();
        var asked = await Task.Factory.StartNew(() => NextAsync(_here), default, TaskCreationOptions.None, scheduler);
        Assert.True(await NextAsync(_here) > 0);
        Assert.False(asked.IsCompleted);
    }

    [PostgresFact]
    public async Task NextAsync_ServerCrashesAndComesBack_IsGreaterAtTheFirstCall()
    {
        var before = await NextAsync(_here);
        await server.CrashAsync();
        try
        {
            var refused = await Assert.ThrowsAsync<EpochsUnavailableException>(() => NextAsync(_there));
            Assert.IsAssignableFrom<NpgsqlException>(refused.InnerException);
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.True(await NextAsync(_here) > before);
    }

    private EpochSilo Silo(TimeSpan timeout, int maxWaiting = 100_000) => new(_connectionString, options =>
    {
        options.Timeout = timeout;
        options.MaxWaiting = maxWaiting;
    });

    private static Task<long> NextAsync(EpochSilo silo, string room = "ROOM") => silo.Epochs.NextAsync(RoomId.Parse(room), 0, default).AsTask();

    /// <summary>Makes every reservation wait until the answer is disposed of.</summary>
    private async Task<IAsyncDisposable> HoldCounterAsync()
    {
        var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT last_epoch FROM epochs FOR UPDATE", connection);
        await command.ExecuteScalarAsync();
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
