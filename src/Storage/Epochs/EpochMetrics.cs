using System.Diagnostics.Metrics;

namespace OrleansChat.Storage.Epochs;

/// <summary>What the epochs of one silo cost: the length of the queue, and the round trips with their outcome.</summary>
internal sealed class EpochMetrics
{
    public const string MeterName = "OrleansChat.Storage";
    public const string WaitingName = "chat.epochs.waiting";
    public const string ReservationDurationName = "chat.epochs.reservation.duration";

    private readonly UpDownCounter<int> _waiting;
    private readonly Histogram<double> _reservationDuration;

    public EpochMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _waiting = meter.CreateUpDownCounter<int>(WaitingName, "{activation}", "Activations that wait for an epoch.");
        _reservationDuration = meter.CreateHistogram<double>(ReservationDurationName, "s", "Round trips that reserve epochs.");
    }

    public void WaitingChanged(int change) => _waiting.Add(change);

    public void Reserved(TimeSpan duration, bool succeeded) =>
        _reservationDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", succeeded ? "ok" : "failed"));
}
