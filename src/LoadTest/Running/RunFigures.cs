using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Running;

/// <summary>Everything that one process found out, or several together.</summary>
/// <param name="Counts">What is counted.</param>
/// <param name="Deliveries">From the time a message was due until it arrived, each member counted.</param>
/// <param name="Acknowledgements">From the time a message was due until its acknowledgement.</param>
/// <param name="Connects">From the first packet until the room was joined.</param>
/// <param name="Comebacks">How members lost their connections and came back.</param>
/// <param name="Actions">What members did besides sending.</param>
/// <param name="Errors">How often each error code came.</param>
/// <param name="Violations">The broken promises.</param>
/// <param name="Usage">What each process spent.</param>
internal sealed record RunFigures(
    RunCounts Counts,
    HistogramCounts Deliveries,
    HistogramCounts Acknowledgements,
    HistogramCounts Connects,
    ComebackResult Comebacks,
    ActionResult Actions,
    IReadOnlyDictionary<string, long> Errors,
    ViolationCounts Violations,
    IReadOnlyList<ShareUsage> Usage)
{
    /// <summary>Takes the figures of this process; under the recorder's lock, after the checker has finished.</summary>
    public static RunFigures Of(LoadRecorder recorder, ShareUsage usage) => new(
        recorder.Counts(),
        recorder.Deliveries.Counts(),
        recorder.Acknowledgements.Counts(),
        recorder.Connects.Counts(),
        recorder.Comebacks.Result(),
        recorder.Actions.Result(),
        recorder.Errors.ToDictionary(),
        ViolationCounts.Of(recorder.Checker.Findings),
        [usage]);

    /// <summary>The figures of several processes as those of one.</summary>
    public static RunFigures Merge(IReadOnlyCollection<RunFigures> parts) => new(
        parts.Aggregate(default(RunCounts), (sum, part) => sum + part.Counts),
        HistogramCounts.Merge(parts.Select(part => part.Deliveries)),
        HistogramCounts.Merge(parts.Select(part => part.Acknowledgements)),
        HistogramCounts.Merge(parts.Select(part => part.Connects)),
        ComebackResult.Merge([.. parts.Select(part => part.Comebacks)]),
        ActionResult.Merge([.. parts.Select(part => part.Actions)]),
        parts.SelectMany(part => part.Errors).GroupBy(error => error.Key, error => error.Value).ToDictionary(code => code.Key, code => code.Sum()),
        ViolationCounts.Merge([.. parts.Select(part => part.Violations)]),
        [.. parts.SelectMany(part => part.Usage)]);
}
