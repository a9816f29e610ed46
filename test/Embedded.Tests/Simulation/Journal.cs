using System.Collections.Concurrent;

namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>What grains of a test did, in order, and the gates at which they wait.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public string[] Entries => [.. _entries];

    public void Write(string entry) => _entries.Enqueue(entry);

    public Task Wait(string gate) => Gate(gate).Task;

    public void Open(string gate) => Gate(gate).TrySetResult();

    public void Break(string gate, Exception exception) => Gate(gate).TrySetException(exception);

    private TaskCompletionSource Gate(string gate) => _gates.GetOrAdd(gate, static _ => new TaskCompletionSource());
}
