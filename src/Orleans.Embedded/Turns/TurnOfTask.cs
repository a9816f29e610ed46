namespace Orleans.Embedded.Turns;

/// <summary>Completes a task in a turn of its own, so that code outside of grains goes on when the turn scheduler says so.</summary>
internal sealed class TurnOfTask : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource _source = new();

    public Task Task => _source.Task;

    public void Execute() => _source.TrySetResult();
}
