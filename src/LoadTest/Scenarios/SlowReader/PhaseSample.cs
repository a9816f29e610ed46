namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>One delivery to one of the quick members.</summary>
/// <param name="Second">The second of its phase in which the message was due.</param>
/// <param name="Microseconds">How long it took from then on.</param>
internal readonly record struct PhaseSample(int Second, long Microseconds);
