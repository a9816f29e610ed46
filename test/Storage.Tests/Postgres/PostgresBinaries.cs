namespace OrleansChat.Storage.Tests.Postgres;

/// <summary>Where this machine has PostgreSQL's server programs.</summary>
internal static class PostgresBinaries
{
    // Debian keeps the server's programs of each version out of the PATH.
    private const string DebianRoot = "/usr/lib/postgresql";

    public const string Missing = "PostgreSQL's server programs (initdb, postgres) are neither under /usr/lib/postgresql nor in the PATH.";

    /// <summary>The folder that holds <c>initdb</c> and <c>postgres</c>, or null.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(
        folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    /// <summary>On the build machine a test that does not run is a failure: nobody reads the reasons of skipped tests there.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    private static IEnumerable<string> Candidates()
    {
        var versions = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot) : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return versions
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }
}
