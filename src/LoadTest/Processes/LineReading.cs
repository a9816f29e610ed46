namespace OrleansChat.LoadTest.Processes;

/// <summary>Reads lines on a thread of its own: reading from a pipe holds its thread, and those of the pool are for the load.</summary>
internal static class LineReading
{
    /// <summary>Hands over each line until there are no more.</summary>
    public static Task RunAsync(TextReader lines, Action<string> take) => Task.Factory.StartNew(
        () => Run(lines, take), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(TextReader lines, Action<string> take)
    {
        try
        {
            while (lines.ReadLine() is { } line)
            {
                take(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe broke or was closed, which is an end as well.
        }
    }
}
