using System.Runtime.InteropServices;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Sleeps for microseconds. <see cref="Thread.Sleep(TimeSpan)"/> rounds up to milliseconds, which every latency from the intended send time would
/// show; spinning would take the processor from the server.
/// </summary>
internal static partial class PreciseSleep
{
    public static void For(long microseconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep((int)Math.Max(1, microseconds / 1000));
            return;
        }

        var wanted = new TimeSpecification { Seconds = (nint)(microseconds / 1_000_000), Nanoseconds = (nint)(microseconds % 1_000_000 * 1000) };

        // A signal may wake it early; the caller looks at the clock in any case.
        _ = NanoSleep(wanted, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpecification wanted, nint remaining);

    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
