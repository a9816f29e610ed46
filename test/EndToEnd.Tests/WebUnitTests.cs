using System.Diagnostics;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>The page's own unit tests, so that one command runs everything.</summary>
public sealed class WebUnitTests
{
    [OfficialClientFact]
    public async Task Run_Vitest_Passes()
    {
        var start = new ProcessStartInfo(Requirement.Node.Demand())
        {
            WorkingDirectory = Path.Combine(BuildPaths.RepositoryRoot, "web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
            ArgumentList = { Path.Combine("node_modules", "vitest", "vitest.mjs"), "run" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, $"{await output}{await errors}");
    }
}
