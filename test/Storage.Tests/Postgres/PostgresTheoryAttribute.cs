namespace OrleansChat.Storage.Tests.Postgres;

/// <summary>A theory that needs a PostgreSQL server; skipped where there is none to start, except under <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresBinaries.Folder is null && !PostgresBinaries.Required)
        {
            Skip = PostgresBinaries.Missing;
        }
    }
}
