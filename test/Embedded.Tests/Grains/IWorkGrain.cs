namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>A grain whose calls write to the journal when they begin and end, and wait in between at the gate of their name.</summary>
internal interface IWorkGrain : IGrainWithStringKey
{
    Task WorkAsync(string name);

    [AlwaysInterleave]
    Task PeekAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    [OneWay]
    Task TellAsync(string name);

    [OneWay]
    Task FailQuietlyAsync();

    [ResponseTimeout("00:00:05")]
    Task WorkInAHurryAsync(string name);

    /// <summary>Counts the calls of this activation.</summary>
    Task<int> CountAsync();

    ValueTask<int> CountByValueAsync();

    Task<SiloAddress> WhereAsync();

    Task FailAsync(string message);

    Task FailLaterAsync(string message);

    Task EndAsync();

    Task KeepAsync(TimeSpan time);

    /// <summary>Has this grain call <see cref="IWorkGrain.WorkAsync"/> of another.</summary>
    Task HaveAsync(string other, string name);

    /// <summary>Has this grain call <see cref="IWorkGrain.WhereAsync"/> of another.</summary>
    Task<SiloAddress> WhereIsAsync(string other);

    /// <summary>Says whether code before and after an await is where it should be.</summary>
    Task<bool> StaysInItsTurnAsync(string gate);

    /// <summary>What the grain sees of its caller's <see cref="Ambient"/>.</summary>
    Task<string?> AmbientAsync();
}
