using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>The first message: what to do.</summary>
/// <param name="Options">What the whole run shall do.</param>
/// <param name="Share">What this process does of it.</param>
/// <param name="Run">Name of the run.</param>
/// <param name="ClockOrigin">Where the run's clock begins.</param>
internal sealed record PlayShare(LoadOptions Options, RunShare Share, string Run, long ClockOrigin) : LeadMessage;
