namespace OrleansChat.LoadTest.Running;

/// <summary>What a run shows of itself while it goes on, counted since it began.</summary>
/// <param name="ConnectionsFailed">Connections that did not come into their rooms, or ended.</param>
/// <param name="Sent">Messages that left.</param>
/// <param name="Acknowledged">Messages that the server took.</param>
/// <param name="Refused">Messages that it refused.</param>
/// <param name="Delivered">Arrivals, one a message and member.</param>
/// <param name="Violations">Broken promises.</param>
internal readonly record struct RunTotals(long ConnectionsFailed, long Sent, long Acknowledged, long Refused, long Delivered, long Violations)
{
    public static RunTotals operator +(RunTotals left, RunTotals right) => new(
        left.ConnectionsFailed + right.ConnectionsFailed,
        left.Sent + right.Sent,
        left.Acknowledged + right.Acknowledged,
        left.Refused + right.Refused,
        left.Delivered + right.Delivered,
        left.Violations + right.Violations);
}
