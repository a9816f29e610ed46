using Npgsql;

namespace OrleansChat.Storage.Tests;

public sealed class PostgresConnectionsTests
{
    [Fact]
    public void Complete_WithoutAPoolSize_BoundsThePool()
    {
        var builder = new NpgsqlConnectionStringBuilder(PostgresConnections.Complete("Host=db;Database=chat"));

        Assert.Equal((PostgresConnections.DefaultPoolSize, "OrleansChat", "db"), (builder.MaxPoolSize, builder.ApplicationName, builder.Host));
    }

    [Theory]
    [InlineData("Host=db;Maximum Pool Size=7")]
    [InlineData("Host=db;MaxPoolSize=7")]
    public void Complete_WithAPoolSize_KeepsIt(string connectionString)
    {
        Assert.Equal(7, new NpgsqlConnectionStringBuilder(PostgresConnections.Complete(connectionString)).MaxPoolSize);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nonsense=1")]
    public void Complete_Unreadable_Throws(string connectionString)
    {
        Assert.ThrowsAny<ArgumentException>(() => PostgresConnections.Complete(connectionString));
    }
}
