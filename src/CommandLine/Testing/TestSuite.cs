using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Testing;

/// <summary>A test project under <c>test/</c>.</summary>
/// <param name="Name">The folder's name, such as <c>Domain.Tests</c>.</param>
/// <param name="Assembly">The built assembly.</param>
internal sealed record TestSuite(string Name, string Assembly)
{
    /// <summary>What only the embedded runtime can be asked.</summary>
    public static readonly IReadOnlyList<string> EmbeddedOnly = ["Embedded.Tests", "Simulation.Tests"];

    // They wait for browsers and processes more than they compute, so a shorter suite fits beside them.
    private static readonly string[] Longest = ["EndToEnd.Tests", "Processes.Tests"];

    /// <summary>Every suite, the longest first so that the shorter ones fit beside it.</summary>
    public static IReadOnlyList<TestSuite> FindAll(Repository repository, OrleansRuntime runtime) =>
    [
        .. Directory.EnumerateDirectories(repository.Tests, "*.Tests")
            .Where(folder => runtime == OrleansRuntime.Embedded || !EmbeddedOnly.Contains(Path.GetFileName(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj")
                .Select(project => new TestSuite(Path.GetFileName(folder), repository.Assembly(runtime, Path.GetFileNameWithoutExtension(project)))))
            .OrderByDescending(suite => Array.IndexOf(Longest, suite.Name) >= 0)
            .ThenBy(suite => suite.Name, StringComparer.Ordinal),
    ];
}
