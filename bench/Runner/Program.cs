using System.Runtime.InteropServices;
using OrleansChat.Bench;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width to wrap at, and wants no colours.
    var profile = AnsiConsole.Console.Profile;
    (profile.Width, profile.Capabilities.Ansi, profile.Capabilities.ColorSystem) = (1000, false, ColorSystem.NoColors);
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await new BenchProgram(AnsiConsole.Console).RunAsync(args, stop.Token);

// The first signal ends the session, and what was measured until then is reported; a second one ends the process as usual.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
