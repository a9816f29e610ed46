using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Turns;

public sealed class SeedTests
{
    [Fact]
    public async Task Interleaving_OfOneSeed_IsAlwaysTheSame()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(await PlayAsync(seed), await PlayAsync(seed));
        }
    }

    [Fact]
    public async Task Interleaving_OfDifferentSeeds_Differs()
    {
        var plays = new HashSet<string>();
        for (var seed = 0; seed < 20; seed++)
        {
            plays.Add(await PlayAsync(seed));
        }

        Assert.True(plays.Count > 15, $"20 seeds gave {plays.Count} interleavings.");
    }

    /// <summary>Clients and grains on three silos call each other; the journal of it is the play.</summary>
    private static async Task<string> PlayAsync(int seed)
    {
        await using var lab = await Lab.StartAsync(silos: 3, seed: seed);
        for (var i = 0; i < 6; i++)
        {
            lab.Journal.Open($"{i}");
            lab.Journal.Open($"{i} inner");
            _ = lab.Client.GetGrain<IWorkGrain>($"{i}").HaveAsync($"{(i + 1) % 6} inner", $"{i} inner");
            _ = CallTwiceAsync(lab, $"{i % 3} shared", $"{i}");
        }

        lab.Turns.Run();
        return string.Join(' ', lab.Journal.Entries);
    }

    private static async Task CallTwiceAsync(Lab lab, string key, string name)
    {
        // Without a context of the test framework this client goes on in turns, too.
        SynchronizationContext.SetSynchronizationContext(null);
        await lab.Client.GetGrain<IWorkGrain>(key).WorkAsync(name);
        lab.Journal.Write($"client {name}");
        await lab.Client.GetGrain<IWorkGrain>(key).WorkAsync(name);
    }
}
