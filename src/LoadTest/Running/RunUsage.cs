using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>What the server's processes and this one spent while it was measured.</summary>
internal sealed class RunUsage(IReadOnlyList<int> serverProcesses)
{
    private (ProcessUsage Server, double Own, long At, long Delivered) _begin;

    public bool KnowsServer => serverProcesses.Count > 0;

    public double Seconds { get; private set; }

    /// <summary>Messages that arrived meanwhile.</summary>
    public long Delivered { get; private set; }

    public double ServerCpuSeconds { get; private set; }

    public long ServerResidentBytes { get; private set; }

    public double OwnCpuSeconds { get; private set; }

    public long OwnResidentBytes { get; private set; }

    public void Begin(LoadRecorder recorder) =>
        _begin = (ProcessUsage.Of(serverProcesses), Environment.CpuUsage.TotalTime.TotalSeconds, recorder.Clock.Microseconds, recorder.Delivered);

    public void End(LoadRecorder recorder)
    {
        var server = ProcessUsage.Of(serverProcesses);
        Seconds = (recorder.Clock.Microseconds - _begin.At) / 1e6;
        Delivered = recorder.Delivered - _begin.Delivered;
        ServerCpuSeconds = server.CpuSeconds - _begin.Server.CpuSeconds;
        ServerResidentBytes = server.ResidentBytes;
        OwnCpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds - _begin.Own;
        OwnResidentBytes = Environment.WorkingSet;
    }
}
