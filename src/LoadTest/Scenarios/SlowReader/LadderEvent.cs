namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>Something that the slow member was told about its slowness.</summary>
/// <param name="AtSeconds">When it read that, since it became slow.</param>
/// <param name="Step"><c>signals</c>, <c>receipts</c>, <c>none</c>, <c>digest</c>, <c>resync</c>, <c>bye</c>, or <c>cut off</c> where the connection ended without a word.</param>
/// <param name="Detail">What came with it.</param>
internal sealed record LadderEvent(double AtSeconds, string Step, string Detail = "");
