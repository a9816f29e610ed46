using System.Runtime.InteropServices;
using OrleansChat.LoadTest;
using OrleansChat.LoadTest.Processes;
using Spectre.Console;

// Receive on one thread and handle what came right there: a hand-over to the thread pool for each of many thousand small reads a second would cost
// more than the reads. The runtime looks at these once, at the first socket.
SetUnlessSet("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
SetUnlessSet("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

if (args is [ShareProgram.Verb])
{
    // Ctrl-C on a terminal reaches every process of the group; this one hears from its lead what follows from it.
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
    return await new ShareProgram(Console.In, new StreamWriter(Console.OpenStandardOutput())).RunAsync();
}

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width to wrap at, and wants no colours.
    var profile = AnsiConsole.Console.Profile;
    (profile.Width, profile.Capabilities.Ansi, profile.Capabilities.ColorSystem) = (1000, false, ColorSystem.NoColors);
}

return await new LoadProgram(AnsiConsole.Console, Environment.CurrentDirectory).RunAsync(args);

static void SetUnlessSet(string name, string value)
{
    if (Environment.GetEnvironmentVariable(name) is null)
    {
        Environment.SetEnvironmentVariable(name, value);
    }
}
