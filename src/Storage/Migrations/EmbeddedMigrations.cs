using System.Reflection;
using System.Text.RegularExpressions;

namespace OrleansChat.Storage.Migrations;

/// <summary>The migrations that this assembly carries: resources named <c>0001_what_it_does.sql</c>.</summary>
internal static partial class EmbeddedMigrations
{
    public static IReadOnlyList<Migration> All { get; } = Order(Read(typeof(EmbeddedMigrations).Assembly));

    /// <summary>Puts migrations in order, and refuses a set in which two have one number (two branches that were merged) or one is missing.</summary>
    internal static IReadOnlyList<Migration> Order(IEnumerable<Migration> migrations)
    {
        Migration[] ordered = [.. migrations.OrderBy(migration => migration.Number)];
        for (var index = 0; index < ordered.Length; index++)
        {
            if (ordered[index].Number != index + 1)
            {
                throw new MigrationException($"Migration {ordered[index].Name} should have number {index + 1:D4}: numbers run from 0001 without gaps.");
            }
        }

        return ordered;
    }

    private static IEnumerable<Migration> Read(Assembly assembly)
    {
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var match = ResourceName.Match(resource);
            if (!match.Success)
            {
                throw new MigrationException($"'{resource}' is not named like a migration: 0001_what_it_does.sql.");
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new Migration(int.Parse(match.Groups["number"].ValueSpan), match.Groups["name"].Value, reader.ReadToEnd());
        }
    }

    [GeneratedRegex(@"\.(?<name>(?<number>[0-9]{4})_[a-z0-9_]+)\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceName { get; }
}
