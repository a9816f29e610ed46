using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Running;

/// <summary>One run in this process alone, from the first connection to the report.</summary>
internal sealed class LoadRun(LoadOptions options, IRunProgress progress) : IRunLead
{
    private readonly Timeline _timeline = new(processes: 1, options.Connections, progress);
    private readonly RunClock _clock = new();

    /// <summary>Runs; a stop cuts the sending short and still reports.</summary>
    /// <exception cref="LoadException">The run could not begin.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken stop)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var figures = await new ShareRun(options, RunShare.Whole(options), RunName.Of(startedAt), _clock, this).RunAsync(stop);
        return LoadReport.Of(options, figures, _timeline.Points, startedAt, stop.IsCancellationRequested);
    }

    public void Sampled(RunSample sample) => _timeline.Add(0, sample);

    public Task<long> StartAsync(CancellationToken stop) => Task.FromResult(_clock.Microseconds);
}
