namespace OrleansChat.Gateway.Lifetime;

/// <summary>
/// Stops the process when its standard input ends, for a parent that holds the other end of the pipe: however the parent dies, no
/// gateway stays behind.
/// </summary>
internal sealed class StopOnEndOfInput(DrainingLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A read of a pipe blocks its thread for as long as the parent lives, so it has one of its own. It cannot be called off, and is left behind
        // when the process stops for another reason.
        var end = Task.Factory.StartNew(ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await end.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await lifetime.AskToStopAsync(mayHurry: false);
    }

    /// <summary>What a parent writes means nothing; only the end does.</summary>
    private static void ReadToEnd()
    {
        using var input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
    }
}
