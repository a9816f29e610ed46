using Npgsql;

namespace OrleansChat.Storage;

/// <summary>Connection strings to PostgreSQL, with the defaults that a cluster needs.</summary>
public static class PostgresConnections
{
    /// <summary>
    /// Connections that one process opens at the most, where the connection string does not say: Npgsql's own default, 100, is all that a
    /// PostgreSQL takes by default, so a single busy node would lock the others out.
    /// </summary>
    public const int DefaultPoolSize = 20;

    private const string PoolSize = "Maximum Pool Size";

    /// <summary>The same connection string with a bounded pool and the product's name.</summary>
    /// <exception cref="ArgumentException">The connection string is empty or cannot be read.</exception>
    public static string Complete(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.ApplicationName ??= "OrleansChat";
        if (!builder.Keys.Cast<string>().Contains(PoolSize, StringComparer.OrdinalIgnoreCase))
        {
            builder.MaxPoolSize = DefaultPoolSize;
        }

        return builder.ConnectionString;
    }
}
