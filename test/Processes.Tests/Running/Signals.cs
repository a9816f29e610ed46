using System.Runtime.InteropServices;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>Signals to processes, for which .NET has no name; their numbers differ between Linux and macOS.</summary>
internal static class Signals
{
    private const int Terminate = 15;
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>SIGTERM: end, in good order.</summary>
    public static void RequestTermination(int processId) => Send(processId, Terminate);

    /// <summary>SIGSTOP: the process freezes, with all its connections open, and does not notice.</summary>
    public static void Freeze(int processId) => Send(processId, Stop);

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public static void Thaw(int processId) => Send(processId, Continue);

    private static void Send(int processId, int signal)
    {
        if (kill(processId, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {processId}: error {Marshal.GetLastPInvokeError()}.");
    }

#pragma warning disable IDE1006, SYSLIB1054 // The name is the C library's; the signature needs no generated marshalling.
    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);
#pragma warning restore IDE1006, SYSLIB1054
}
