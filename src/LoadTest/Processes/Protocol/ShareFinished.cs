using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>The last message: everything that the process found out.</summary>
internal sealed record ShareFinished(RunFigures Figures) : ShareMessage;
