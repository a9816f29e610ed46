namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>The run is cut short; what was found until now is told all the same.</summary>
internal sealed record StopSending : LeadMessage;
