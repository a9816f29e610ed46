namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>All processes have their connections: the first message of the run is due then.</summary>
/// <param name="Microseconds">When, on the run's clock.</param>
internal sealed record StartAt(long Microseconds) : LeadMessage;
