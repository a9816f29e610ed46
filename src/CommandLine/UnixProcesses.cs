using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OrleansChat.CommandLine;

/// <summary>The two calls of POSIX for which .NET has no name.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixProcesses
{
    // POSIX gives SIGTERM this number on every system that .NET runs on.
    private const int Terminate = 15;

    public static int GetParentId() => getppid();

    /// <summary>Asks a process to end; one that has ended already is no failure.</summary>
    public static void RequestTermination(int processId) => _ = kill(processId, Terminate);

#pragma warning disable IDE1006, SYSLIB1054 // The names are the C library's; the signatures need no generated marshalling.
    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getppid();

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);
#pragma warning restore IDE1006, SYSLIB1054
}
