using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A named state, injected where a constructor's parameter says <see cref="PersistentStateAttribute"/>.</summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
