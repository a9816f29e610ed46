using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Grains;

[Reentrant]
internal sealed class ReentrantGrain(Journal journal) : Grain, IReentrantGrain
{
    public async Task WorkAsync(string name)
    {
        journal.Write($"+{name}");
        await journal.Wait(name);
        journal.Write($"-{name}");
    }
}
