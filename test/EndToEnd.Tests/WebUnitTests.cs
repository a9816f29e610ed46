using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>The page's own unit tests, so that one command runs everything.</summary>
public sealed class WebUnitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    [OfficialClientFact]
    public async Task Run_Vitest_Passes()
    {
        using var vitest = NodeScript.Start(Path.Combine(BuildPaths.RepositoryRoot, "web"), Path.Combine("node_modules", "vitest", "vitest.mjs"), "run");
        var (exitCode, output) = await vitest.EndAsync(Timeout);
        Assert.True(exitCode is 0, output);
    }
}
