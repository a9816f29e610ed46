using System.Runtime.InteropServices;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Asks Linux to run the calling thread before others. The sending thread needs next to no processor time, but needs it at once, also while a server
/// on the same machine is busy. The runtime's own thread priorities have no effect on Linux.
/// </summary>
internal static partial class PromptThread
{
    private const int ThisThread = 0;
    private const int ByProcess = 0;
    private const int Niceness = -10;

    public static void Prefer()
    {
        if (OperatingSystem.IsLinux())
        {
            // Allowed to privileged users alone; without it sends are a little later on a busy machine, and those are counted.
            _ = SetPriority(ByProcess, ThisThread, Niceness);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
