using System.Globalization;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Generating;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Running;

/// <summary>Plays a workload on a server, in the calling thread.</summary>
internal sealed class SessionRun(Workload workload, IRunningServer server, Fleet fleet, CancellationToken stop)
{
    public const string Storm = "connect storm";
    public const string IdleStep = "idle";
    public const string Saturation = "saturation";

    /// <summary>Connections on their way at once; more only queue in the server's backlog.</summary>
    private const int OpeningAtOnce = 512;

    /// <summary>When no connection came about for so long, the rest will not either.</summary>
    private const long OpeningPatience = 15_000_000;

    /// <summary>What a rate left behind has so long to arrive; where it does not, the server did not stand the rate.</summary>
    private const long DrainPatience = 5_000_000;

    /// <summary>At the end there is more time: what is late is not lost.</summary>
    private const long FinalPatience = 30_000_000;
    private const long Settling = 4_000_000;
    private const long LongestTurn = 20_000;

    /// <summary>A rate is stood if 99% of the deliveries take less.</summary>
    private const long SaturationMicroseconds = 50_000;

    private const double HighestRate = 100_000;

    /// <summary>What more late messages than this say of a step, they say of the generator and not of the server.</summary>
    private const double MostLate = 0.01;

    private static readonly TimeSpan SearchStep = TimeSpan.FromSeconds(3);

    private readonly List<Measurement> _measurements = [];
    private readonly List<string> _notes = [];
    private readonly ProcessUsage _bare = ProcessUsage.Of(server.Processes);
    private int _nextKeepAlive;

    public IReadOnlyList<Measurement> Measurements => _measurements;

    public IReadOnlyList<string> Notes => _notes;

    private bool IsOver => stop.IsCancellationRequested || server.HasEnded || fleet.Ready == 0;

    public void Run()
    {
        OpenAll();
        if (workload.Idle > TimeSpan.Zero && !IsOver)
        {
            Rest();
        }

        foreach (var rate in workload.Rates.TakeWhile(_ => !IsOver))
        {
            var warmUp = rate == workload.Rates[0] ? workload.WarmUp : TimeSpan.FromSeconds(1);
            MeasureRate(string.Create(CultureInfo.InvariantCulture, $"{rate:N0} msg/s"), Speak(rate, warmUp, workload.Step));
        }

        if (workload.FindsSaturation && !IsOver)
        {
            FindSaturation();
        }

        _ = Drain(FinalPatience);
        if (server.HasEnded)
        {
            _notes.Add($"The server ended by itself. {server.LastWords}".TrimEnd());
        }

        _notes.AddRange(fleet.Recorder.Troubles.Select(trouble => $"{trouble.Key} ({trouble.Value:N0})"));
    }

    private void OpenAll()
    {
        var begin = fleet.Now;
        var (next, settled, settledAt) = (0, 0, begin);
        while (fleet.Ready + fleet.Ended < fleet.Connections.Length && !stop.IsCancellationRequested && fleet.Now - settledAt < OpeningPatience)
        {
            for (; next < fleet.Connections.Length && fleet.Opening < OpeningAtOnce; next++)
            {
                fleet.Open(fleet.Connections[next]);
            }

            fleet.Turn(LongestTurn);
            KeepAlive();
            if (fleet.Ready + fleet.Ended != settled)
            {
                (settled, settledAt) = (fleet.Ready + fleet.Ended, fleet.Now);
            }
        }

        var seconds = (fleet.Now - begin) / 1e6;
        if (fleet.Ready < fleet.Connections.Length)
        {
            _notes.Add($"{fleet.Connections.Length - fleet.Ready:N0} connections did not come into their rooms.");
        }

        if (fleet.Ready > 0)
        {
            Add(Storm, MetricKind.ConnectsPerSecond, fleet.Ready / seconds);
            Add(Storm, MetricKind.ConnectP99, fleet.Recorder.Connects.Percentile(0.99) / 1e3);
            Add(Storm, MetricKind.CpuPerConnect, (ProcessUsage.Of(server.Processes).CpuSeconds - _bare.CpuSeconds) * 1e6 / fleet.Ready);
        }
    }

    private void Rest()
    {
        // What joining set in motion is to be over first: a runtime goes on compiling for some seconds what it has learned in the storm.
        TurnUntil(fleet.Now + Settling);
        var begin = (fleet.Now, ProcessUsage.Of(server.Processes).CpuSeconds);
        TurnUntil(fleet.Now + (long)workload.Idle.TotalMicroseconds);
        var usage = ProcessUsage.Of(server.Processes);
        Add(IdleStep, MetricKind.KilobytesPerConnection, (usage.ResidentBytes - _bare.ResidentBytes) / 1024.0 / fleet.Ready);
        Add(IdleStep, MetricKind.CpuPercent, (usage.CpuSeconds - begin.CpuSeconds) * 1e8 / (fleet.Now - begin.Now));
    }

    private RateFigures Speak(double rate, TimeSpan warmUp, TimeSpan duration)
    {
        var plan = new SendPlan(fleet.Connections.Length, rate, seed: (int)rate);
        var begin = fleet.Now;
        var from = begin + (long)warmUp.TotalMicroseconds;
        var until = from + (long)duration.TotalMicroseconds;
        fleet.Recorder.Measure(from, until);
        var message = SpeakUntil(plan, begin, 0, from);
        var usage = new StepUsage(server, fleet);
        SpeakUntil(plan, begin, message, until);
        var cost = usage.End();
        var isDrained = Drain(DrainPatience);
        var recorder = fleet.Recorder;
        var late = recorder.Sent == 0 ? 0 : (double)recorder.Late / recorder.Sent;
        return new RateFigures(rate, cost, late, isDrained, recorder.Deliveries);
    }

    private long SpeakUntil(SendPlan plan, long begin, long message, long until)
    {
        while (fleet.Now < until && !IsOver)
        {
            var due = begin + plan.Due(message);
            if (due <= fleet.Now)
            {
                fleet.Send(fleet.Connections[plan.Connection(message)], due);
                message++;
                if (message % 64 == 0)
                {
                    // Far behind, reading must not wait for the sending to catch up.
                    fleet.Turn(0);
                }
            }
            else
            {
                fleet.Turn(Math.Min(Math.Min(due, until) - fleet.Now, LongestTurn));
                KeepAlive();
            }
        }

        return message;
    }

    private void MeasureRate(string step, RateFigures figures)
    {
        var cost = figures.Cost;
        if (cost.Delivered == 0 || server.HasEnded)
        {
            return;
        }

        Add(step, MetricKind.CpuPerDelivery, cost.ServerCpuSeconds * 1e6 / cost.Delivered);
        Add(step, MetricKind.GeneratorCpuPercent, cost.OwnCpuSeconds * 100 / cost.Seconds);
        Add(step, MetricKind.StolenPercent, cost.StolenSeconds * 100 / cost.Seconds);
        if (figures.Late > MostLate)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{step}: {figures.Late * 100:0.0}% of the messages left late, so its latencies do not count."));
        }
        else
        {
            Add(step, MetricKind.P50, figures.P50 / 1e3);
            Add(step, MetricKind.P99, figures.P99 / 1e3);
            Add(step, MetricKind.P999, figures.P999 / 1e3);
        }
    }

    private void FindSaturation()
    {
        var search = new SaturationSearch(1000, HighestRate);
        while (!IsOver && search.Next is { } rate)
        {
            var figures = Speak(rate, TimeSpan.FromSeconds(1), SearchStep);
            search.Report(rate, figures.IsDrained && figures.Late <= MostLate && figures.P99 < SaturationMicroseconds);
            if (!figures.IsDrained)
            {
                // What still queues would be counted against the next rate, which is lower.
                _notes.Add(string.Create(CultureInfo.InvariantCulture, $"After {rate:N0} msg/s it did not catch up; the search for the highest rate ended there."));
                break;
            }
        }

        Add(Saturation, MetricKind.Saturation, search.Passed);
    }

    /// <summary>Waits until everybody has everything.</summary>
    private bool Drain(long patience)
    {
        var begin = fleet.Now;
        while (fleet.Outstanding > 0 && !server.HasEnded && fleet.Now - begin < patience)
        {
            TurnUntil(fleet.Now + 50_000);
        }

        return fleet.Outstanding <= 0;
    }

    private void TurnUntil(long until)
    {
        while (fleet.Now < until && !IsOver)
        {
            fleet.Turn(Math.Min(until - fleet.Now, LongestTurn));
            KeepAlive();
        }
    }

    /// <summary>Looks at a few connections each time, so that what is said is spread instead of coming in a burst.</summary>
    private void KeepAlive()
    {
        for (var looked = 0; looked < 32; looked++)
        {
            fleet.KeepAlive(fleet.Connections[_nextKeepAlive]);
            _nextKeepAlive = (_nextKeepAlive + 1) % fleet.Connections.Length;
        }
    }

    private void Add(string step, MetricKind kind, double value) => _measurements.Add(new Measurement(step, kind, value));
}
