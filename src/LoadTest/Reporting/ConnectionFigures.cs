namespace OrleansChat.LoadTest.Reporting;

/// <summary>What became of the connections.</summary>
/// <param name="Wanted">How many were to be opened.</param>
/// <param name="Opened">How many came into their rooms.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Lost">How many ended during the run.</param>
internal sealed record ConnectionFigures(int Wanted, long Opened, long Failed, long Lost);
