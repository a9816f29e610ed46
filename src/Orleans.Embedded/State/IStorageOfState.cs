namespace Orleans.Core;

/// <summary>The stored state of an activation.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory.</summary>
    TState State { get; set; }
}
