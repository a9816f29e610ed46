using System.Globalization;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>How members lost their servers and came back.</summary>
/// <param name="ServerLosses">How often a server went without a word.</param>
/// <param name="Drops">Connections of members that ended.</param>
/// <param name="Drained">Members that went elsewhere because their server asked for it.</param>
/// <param name="Resumed">Views that went on with exactly what was missed.</param>
/// <param name="Replaced">Views that were replaced by the room as it was.</param>
/// <param name="Gone">Rooms that were forgotten although a member wanted to resume them.</param>
/// <param name="Unacknowledged">Sends without an outcome: the answer left it open, or the connection ended before it.</param>
/// <param name="Repeats">Sends with a key that had been sent before.</param>
/// <param name="Duplicates">Repeated sends whose message the room had already.</param>
/// <param name="Away">Members that were not back in the end.</param>
/// <param name="Open">Messages that had no outcome in the end.</param>
/// <param name="LimitMs">How long a member may be without its room, in milliseconds.</param>
/// <param name="Back">From the end of a connection until the room was answered on another one.</param>
internal sealed record ComebackFigures(
    long ServerLosses, long Drops, long Drained, long Resumed, long Replaced, long Gone, long Unacknowledged, long Repeats, long Duplicates, long Away, long Open,
    double LimitMs, LatencyFigures Back)
{
    /// <summary>The figures; null where members were not to come back.</summary>
    public static ComebackFigures? Of(LoadOptions options, ComebackResult comebacks)
    {
        var counts = comebacks.Counts;
        return !options.Reconnect
            ? null
            : new ComebackFigures(
                comebacks.Losses.Count, counts.Drops, counts.Drained, counts.Resumed, counts.Snapshots, counts.Gone, counts.Unacknowledged,
                counts.Repeats, counts.Duplicates, counts.Away, counts.Open, options.BackWithin.TotalMilliseconds, LatencyFigures.Of(comebacks.Returns));
    }

    /// <summary>All of it in a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"servers lost {ServerLosses:N0} times · {Drops:N0} connections lost, {Drained:N0} drained · {Resumed:N0} resumed, {Replaced:N0} replaced, {Gone:N0} rooms gone · back after {Back.P99 / 1000:0.00} s (p99), {Back.Max / 1000:0.00} s (longest, limit {LimitMs / 1000:0.#} s) · {Unacknowledged:N0} sends unacknowledged, {Repeats:N0} repeated, {Duplicates:N0} answered as duplicates, {Open:N0} without an outcome");
}
