using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Everything that a run found out; what the JSON file holds and the page shows.</summary>
/// <param name="Deliveries">From the time a message was due until it arrived, each member counted.</param>
/// <param name="Acknowledgements">From the time a message was due until its acknowledgement.</param>
/// <param name="Connects">From the first packet until the room was joined.</param>
/// <param name="Comebacks">How members lost their servers and came back, where they were to.</param>
/// <param name="Mix">What members did of each kind, where they did more than send.</param>
/// <param name="Errors">How often each error code came.</param>
/// <param name="Server">What the server's processes spent, where they were named.</param>
/// <param name="LoadTester">What the load tester's processes spent together.</param>
/// <param name="LoadTesterProcesses">What each of them spent.</param>
internal sealed record LoadReport(
    DateTimeOffset StartedAt,
    RunSetup Setup,
    Verdict Verdict,
    ConnectionFigures Connections,
    MessageFigures Messages,
    double DeliveriesPerSecond,
    LatencyFigures Deliveries,
    LatencyFigures Acknowledgements,
    LatencyFigures Connects,
    ComebackFigures? Comebacks,
    MixFigures? Mix,
    IReadOnlyDictionary<string, long> Errors,
    UsageFigures? Server,
    UsageFigures LoadTester,
    IReadOnlyList<UsageFigures> LoadTesterProcesses,
    IReadOnlyList<TimelinePoint> Timeline,
    IReadOnlyList<string> Violations)
{
    /// <summary>Makes the report of what all processes found out together.</summary>
    public static LoadReport Of(LoadOptions options, RunFigures figures, IReadOnlyList<TimelinePoint> timeline, DateTimeOffset startedAt, bool stopped)
    {
        var counts = figures.Counts;
        return new LoadReport(
            startedAt,
            RunSetup.Of(options),
            Verdict.Of(options, figures, stopped),
            new ConnectionFigures(options.Connections, counts.Opened, counts.Failed, counts.Lost),
            new MessageFigures(counts.Sent, counts.Acknowledged, counts.Refused, counts.Late, counts.Skipped, counts.Delivered, counts.DeliveriesOwed),
            Math.Round(figures.Usage.Sum(process => process.DeliveredPerSecond), 1),
            LatencyFigures.Of(figures.Deliveries),
            LatencyFigures.Of(figures.Acknowledgements),
            LatencyFigures.Of(figures.Connects),
            ComebackFigures.Of(options, figures.Comebacks),
            MixFigures.Of(options, figures),
            new SortedDictionary<string, long>(figures.Errors.ToDictionary(), StringComparer.Ordinal),
            UsageFigures.OfServer(figures.Usage),
            UsageFigures.OfLoadTester(figures.Usage),
            [.. figures.Usage.Select(process => UsageFigures.OfLoadTester([process]))],
            timeline,
            figures.Violations.First);
    }
}
