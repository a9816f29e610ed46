using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Everything that a run found out; what the JSON file holds and the page shows.</summary>
/// <param name="Deliveries">From the time a message was due until it arrived, each member counted.</param>
/// <param name="Acknowledgements">From the time a message was due until its acknowledgement.</param>
/// <param name="Connects">From the first packet until the room was joined.</param>
/// <param name="Comebacks">How members lost their servers and came back, where they were to.</param>
/// <param name="Errors">How often each error code came.</param>
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
    IReadOnlyDictionary<string, long> Errors,
    UsageFigures? Server,
    UsageFigures LoadTester,
    IReadOnlyList<TimelinePoint> Timeline,
    IReadOnlyList<string> Violations)
{
    /// <summary>Takes the figures; under the recorder's lock, after the checker has finished.</summary>
    public static LoadReport Of(LoadOptions options, LoadRecorder recorder, RunUsage usage, DateTimeOffset startedAt, bool stopped) => new(
        startedAt,
        RunSetup.Of(options),
        Verdict.Of(options, recorder, stopped),
        new ConnectionFigures(options.Connections, recorder.Opened, recorder.Failed, recorder.Lost),
        new MessageFigures(
            recorder.Sent, recorder.Acknowledged, recorder.Refused, recorder.Late, recorder.Skipped, recorder.Delivered, recorder.DeliveriesOwed),
        Math.Round(usage.Delivered / Math.Max(usage.Seconds, 0.001), 1),
        LatencyFigures.Of(recorder.Deliveries),
        LatencyFigures.Of(recorder.Acknowledgements),
        LatencyFigures.Of(recorder.Connects),
        ComebackFigures.Of(options, recorder.Comebacks),
        new SortedDictionary<string, long>(recorder.Errors.ToDictionary(), StringComparer.Ordinal),
        UsageFigures.OfServer(usage),
        UsageFigures.OfLoadTester(usage),
        [.. recorder.Timeline],
        [.. recorder.Checker.Findings.First.Select(violation => violation.ToString())]);
}
