using System.Runtime.InteropServices;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>
/// What the process does with the signals that ask it to stop: it sends its clients away first, because from the moment the host itself stops their
/// connections are closed. A second signal stops at once.
/// </summary>
internal sealed class DrainingLifetime(IHostApplicationLifetime application, Drain drain) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _hurry = new();
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = AskToStopAsync(mayHurry: true);
            }));
        }

        return Task.CompletedTask;
    }

    /// <summary>Stops the process in good order.</summary>
    /// <param name="mayHurry">Whether asking again means at once: a person who presses Ctrl-C twice, but not a parent that closes its pipe as well.</param>
    public async Task AskToStopAsync(bool mayHurry)
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            if (mayHurry)
            {
                await _hurry.CancelAsync();
            }

            return;
        }

        await drain.SendAwayAsync(_hurry.Token);
        application.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _hurry.Dispose();
    }
}
