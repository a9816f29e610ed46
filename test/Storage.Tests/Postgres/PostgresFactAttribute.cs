namespace OrleansChat.Storage.Tests.Postgres;

/// <summary>A test that needs a PostgreSQL server; skipped where there is none to start, except under <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresBinaries.Folder is null && !PostgresBinaries.Required)
        {
            Skip = PostgresBinaries.Missing;
        }
    }
}
