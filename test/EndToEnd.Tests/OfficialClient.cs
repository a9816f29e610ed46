using System.Diagnostics;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>A scenario with the official client as a process of Node.js.</summary>
internal static class OfficialClient
{
    public static Process Start(Uri gateway, string scenario, params string[] arguments)
    {
        _ = Requirement.OfficialClient.Demand();
        var start = new ProcessStartInfo(Requirement.Node.Demand())
        {
            WorkingDirectory = BuildPaths.Scenarios,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "run.mjs", gateway.ToString(), scenario },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
