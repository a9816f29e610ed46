namespace OrleansChat.Storage.Tests.Postgres;

/// <summary>One server for all tests that need one, each with a database of its own; they run one after the other, as some stop the server.</summary>
[CollectionDefinition(Name)]
public sealed class UsesPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
