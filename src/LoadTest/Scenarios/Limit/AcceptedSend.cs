namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>A send that the server accepted. It did so at some moment between these two, in microseconds of one clock; nobody outside knows when.</summary>
/// <param name="BeganAt">Before the bytes left.</param>
/// <param name="AnsweredAt">When the answer was there.</param>
internal readonly record struct AcceptedSend(long BeganAt, long AnsweredAt);
