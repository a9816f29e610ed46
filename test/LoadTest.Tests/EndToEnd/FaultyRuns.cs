using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

/// <summary>One run a fault, all at once: each spends most of its time waiting.</summary>
public sealed class FaultyRuns : IAsyncLifetime
{
    public IReadOnlyDictionary<Fault, FinishedRun> Runs { get; private set; } = new Dictionary<Fault, FinishedRun>();

    public async Task InitializeAsync()
    {
        var runs = await Task.WhenAll(Enum.GetValues<Fault>().Where(fault => fault < Fault.ChangeDropped).Select(async fault =>
        {
            await using var server = await FakeChatServer.StartAsync(fault);
            return (fault, run: await FinishedRun.AgainstAsync(server));
        }));
        Runs = runs.ToDictionary(pair => pair.fault, pair => pair.run);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
