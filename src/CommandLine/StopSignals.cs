using System.Runtime.InteropServices;

namespace OrleansChat.CommandLine;

/// <summary>
/// Turns Ctrl-C, a request to terminate, and a closed terminal into cancellation, so that children are stopped before this process ends.
/// A second signal is not held up: it ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Timer? _parentWatch;

    public StopSignals()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));

        // `dotnet` starts this program and waits for it. If `dotnet` is killed, nobody is left who could press Ctrl-C, so this ends too.
        // Windows ties the two together by itself.
        if (!OperatingSystem.IsWindows())
        {
            var parent = UnixProcesses.GetParentId();
            _parentWatch = new Timer(_ => StopWithout(parent), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _parentWatch?.Dispose();
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return;
        context.Cancel = true;
        _stop.Cancel();
    }

    private void StopWithout(int parent)
    {
        if (!OperatingSystem.IsWindows() && !_stop.IsCancellationRequested && UnixProcesses.GetParentId() != parent)
            _stop.Cancel();
    }
}
