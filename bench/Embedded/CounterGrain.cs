using Orleans;

namespace OrleansChat.Embedded.Bench;

/// <summary>Numbers what it gets.</summary>
internal sealed class CounterGrain : Grain, ICounterGrain
{
    private long _seq;

    public Task<Posted> PostAsync(Post command) => Task.FromResult(new Posted(++_seq, command.Clock + 1));
}
