namespace OrleansChat.Embedded.Tests.Grains;

internal sealed class StateGrain([PersistentState("words", "store")] IPersistentState<WordsState> state) : Grain, IStateGrain
{
    public async Task AddAsync(string word, bool write)
    {
        state.State.Words.Add(word);
        if (write)
        {
            await state.WriteStateAsync();
        }
    }

    public Task<List<string>> ReadAsync() => Task.FromResult(state.State.Words);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
