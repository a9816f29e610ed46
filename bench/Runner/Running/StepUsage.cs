using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Generating;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Running;

/// <summary>What server and generator spend from its making on.</summary>
internal sealed class StepUsage(IRunningServer server, Fleet fleet)
{
    private readonly double _server = ProcessUsage.Of(server.Processes).CpuSeconds;
    private readonly double _own = Environment.CpuUsage.TotalTime.TotalSeconds;
    private readonly long _stolen = StolenTime.Ticks();
    private readonly long _delivered = fleet.Recorder.DeliveredEver;
    private readonly long _begin = fleet.Now;

    public StepCost End() => new(
        ProcessUsage.Of(server.Processes).CpuSeconds - _server,
        Environment.CpuUsage.TotalTime.TotalSeconds - _own,
        (StolenTime.Ticks() - _stolen) / StolenTime.TicksPerSecond,
        fleet.Recorder.DeliveredEver - _delivered,
        (fleet.Now - _begin) / 1e6);
}
