namespace OrleansChat.Gateway.Rooms;

/// <summary>When a client must have an answer: whatever a call needs on its way, all of it together ends by then.</summary>
internal readonly struct Deadline(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly long _began = time.GetTimestamp();

    /// <summary>Waits for a step as long as there is time.</summary>
    /// <exception cref="TimeoutException">There is none left; the outcome is unknown.</exception>
    public Task<T> WaitAsync<T>(Task<T> step) => step.IsCompleted ? step : step.WaitAsync(Left, time);

    /// <inheritdoc cref="WaitAsync{T}"/>
    public Task WaitAsync(Task step) => step.IsCompleted ? step : step.WaitAsync(Left, time);

    private TimeSpan Left
    {
        get
        {
            var left = Limit - time.GetElapsedTime(_began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
