using System.Diagnostics;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Running;

/// <summary>Plays many seeds, each on one thread, as many at a time as there are cores.</summary>
internal sealed class SeedRun(long from, int seeds, int steps, FaultKinds faults)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    /// <summary>Plays them all, or as many as there is time for.</summary>
    public SeedReport Run(Action<SeedReport> onProgress, CancellationToken cancellationToken = default)
    {
        var report = new SeedReport(seeds);
        var clock = Stopwatch.StartNew();
        var next = from;
        var told = TimeSpan.Zero;
        void PlayUntilDone()
        {
            while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) - 1 is var seed && seed < from + seeds)
            {
                var outcome = Simulation.Run(seed, steps, faults);
                lock (report)
                {
                    report.Add(outcome);
                    report.Elapsed = clock.Elapsed;
                    if (report.IsDone || report.Elapsed - told > Pause)
                    {
                        told = report.Elapsed;
                        onProgress(report);
                    }
                }
            }
        }

        // Threads and not the pool: a simulation finds it out when something of it runs on another thread.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(PlayUntilDone)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return report;
    }
}
