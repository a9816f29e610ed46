namespace OrleansChat.LoadTest.Reporting;

/// <summary>What became of the messages.</summary>
/// <param name="Sent">How many left.</param>
/// <param name="Acknowledged">How many the server took.</param>
/// <param name="Refused">How many it refused.</param>
/// <param name="Late">How many of those that were measured left later than they were due, by more than a scheduler's time slice.</param>
/// <param name="Skipped">How many did not leave, because their user's connection was gone.</param>
/// <param name="Delivered">Arrivals, one a message and member.</param>
/// <param name="DeliveriesOwed">
/// Arrivals that must come: each acknowledged message to those who were in the room when it was acknowledged. More may arrive, as messages without an
/// acknowledgement do, and those that a member gets who comes back.
/// </param>
internal sealed record MessageFigures(long Sent, long Acknowledged, long Refused, long Late, long Skipped, long Delivered, long DeliveriesOwed);
