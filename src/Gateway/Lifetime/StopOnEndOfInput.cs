namespace OrleansChat.Gateway.Lifetime;

/// <summary>
/// Stops the process when its standard input ends, for a parent that holds the other end of the pipe: however the parent dies, no
/// gateway stays behind.
/// </summary>
internal sealed class StopOnEndOfInput(DrainingLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        try
        {
            // A read of a pipe cannot be called off, so it is left behind when the process stops for another reason.
            while (await input.ReadAsync(buffer, stoppingToken).AsTask().WaitAsync(stoppingToken) > 0)
            {
                // What a parent writes means nothing; only the end does.
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await lifetime.AskToStopAsync(mayHurry: false);
    }
}
