namespace OrleansChat.LoadTest.Reporting;

/// <summary>What became of the actions of one kind.</summary>
/// <param name="Action">The kind, as <c>--mix</c> names it.</param>
/// <param name="Share">Its percent of all actions, as asked for.</param>
/// <param name="Done">How many left.</param>
/// <param name="Acknowledged">How many the server took.</param>
/// <param name="Refused">How many it refused.</param>
/// <param name="Told">
/// Frames in which members were told of them, one a member: of sends the deliveries, of rejoins none, as those frames are checked in the order and not counted.
/// </param>
/// <param name="P50">
/// From the time an action was due until its acknowledgement, in milliseconds, where it was measured. Of a rejoin: both answers, without the time away.
/// </param>
/// <param name="P99">The same of the slowest hundredth.</param>
internal sealed record ActionFigures(string Action, int Share, long Done, long Acknowledged, long Refused, long Told, double P50, double P99);
