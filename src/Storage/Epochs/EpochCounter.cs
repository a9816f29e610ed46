using Npgsql;

namespace OrleansChat.Storage.Epochs;

/// <summary>The row of the table <c>epochs</c>: the highest epoch that any silo has reserved.</summary>
internal sealed class EpochCounter(NpgsqlDataSource dataSource)
{
    // Concurrent updates of the row wait for each other and then see the committed value, so ranges never overlap and a range reserved
    // later lies above every range reserved before it.
    //
    // The clock takes over where the row is behind it. That costs nothing, and it keeps epochs growing when the row itself has lost
    // reservations (a backup was restored, a standby that had not received them took over) and when a deployment that had no store until
    // now, and took epochs from its clocks, gets one.
    private const string Reserve =
        """
        UPDATE epochs
           SET last_epoch = greatest(last_epoch, $2, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) + $1
        RETURNING last_epoch
        """;

    /// <summary>Reserves as many epochs as asked, all above the given one, in one round trip.</summary>
    /// <returns>The last epoch of the reserved range.</returns>
    public async Task<long> ReserveAsync(long count, long above, CancellationToken cancellationToken)
    {
        try
        {
            return await TryReserveAsync(count, above, cancellationToken);
        }
        catch (NpgsqlException exception) when (exception.IsTransient && !cancellationToken.IsCancellationRequested)
        {
            // After the server restarted, the first use of a pooled connection fails. Once more is safe even where the first attempt was
            // committed and only its answer was lost: the epochs of that range are then never used.
            return await TryReserveAsync(count, above, cancellationToken);
        }
    }

    private async Task<long> TryReserveAsync(long count, long above, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Reserve);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = above });
        return await command.ExecuteScalarAsync(cancellationToken) is long last
            ? last
            : throw new InvalidOperationException("The table epochs has no row; its migration inserted one.");
    }
}
