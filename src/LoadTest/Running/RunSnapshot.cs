using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>How a run stands.</summary>
internal sealed record RunSnapshot(
    TimelinePoint Latest, int ConnectionsWanted, long ConnectionsFailed, long Sent, long Acknowledged, long Refused, long Delivered, double P99Ms, long Violations)
{
    /// <summary>Closes the timeline's interval and takes the totals; under the recorder's lock.</summary>
    public static RunSnapshot Of(LoadRecorder recorder, int connectionsWanted) => new(
        recorder.Sample(),
        connectionsWanted,
        recorder.Failed + recorder.Lost,
        recorder.Sent,
        recorder.Acknowledged,
        recorder.Refused,
        recorder.Delivered,
        recorder.Deliveries.Percentile(0.99) / 1000.0,
        recorder.Checker.Findings.Total);
}
