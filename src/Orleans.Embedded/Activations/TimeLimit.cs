namespace Orleans.Embedded.Activations;

/// <summary>Limits how long the runtime waits for a grain's own code.</summary>
internal static class TimeLimit
{
    /// <summary>Runs the step and waits for it, but not for ever. A step that does not await costs no timer.</summary>
    /// <exception cref="TimeoutException">The step took too long; its token says so to it.</exception>
    public static async Task RunAsync(Func<CancellationToken, Task> step, TimeSpan limit, TimeProvider time, CancellationTokenSource cancellation)
    {
        var task = step(cancellation.Token);
        if (task.IsCompleted)
        {
            await task;
            return;
        }

        try
        {
            await task.WaitAsync(limit, time, cancellation.Token);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            // Not CancelAsync, which would call back on the thread pool.
            cancellation.Cancel();
            throw;
        }
    }
}
