using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>Measures what the server's processes and this one spend while it is measured.</summary>
internal sealed class RunUsage(IReadOnlyList<int> serverProcesses)
{
    private (ProcessUsage Server, double Own, long At, long Delivered) _begin;

    /// <summary>What was spent; nothing until it has ended.</summary>
    public ShareUsage Result { get; private set; } = ShareUsage.None with { Server = serverProcesses.Count > 0 ? default(ProcessUsage) : null };

    public void Begin(LoadRecorder recorder) =>
        _begin = (ProcessUsage.Of(serverProcesses), OwnCpuSeconds(), recorder.Clock.Microseconds, recorder.Delivered);

    public void End(LoadRecorder recorder)
    {
        var server = ProcessUsage.Of(serverProcesses);
        Result = new ShareUsage(
            (recorder.Clock.Microseconds - _begin.At) / 1e6,
            recorder.Delivered - _begin.Delivered,
            new ProcessUsage(OwnCpuSeconds() - _begin.Own, Environment.WorkingSet),
            Result.Server is null ? null : server with { CpuSeconds = server.CpuSeconds - _begin.Server.CpuSeconds });
    }

    private static double OwnCpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
