using System.Diagnostics;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Tests.Seeds;

public sealed class DeterminismTests
{
    [Fact]
    public void Run_OfOneSeed_IsAlwaysTheSame()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var first = Running.Simulation.Run(seed, SeedSuite.Steps, FaultKinds.All);
            var second = Running.Simulation.Run(seed, SeedSuite.Steps, FaultKinds.All);

            Assert.True(first.Hash == second.Hash, $"Seed {seed} went {first.Hash:x16} and then {second.Hash:x16}.");
            Assert.Equal(first.Steps, second.Steps);
        }
    }

    [Fact]
    public void Run_OfDifferentSeeds_Differs() =>
        Assert.Equal(50, Enumerable.Range(1, 50).Select(seed => Running.Simulation.Run(seed, SeedSuite.Steps, FaultKinds.All).Hash).Distinct().Count());

    /// <summary>Hash codes of strings differ from process to process; nothing may go in their order.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(42)]
    public async Task Run_InAnotherProcess_IsTheSame(long seed)
    {
        var here = Running.Simulation.Run(seed, SeedSuite.Steps, FaultKinds.All);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(Running.World).Assembly.Location, "--seed", $"{seed}" })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Contains($"trace {here.Hash:x16}", output, StringComparison.Ordinal);
    }
}
