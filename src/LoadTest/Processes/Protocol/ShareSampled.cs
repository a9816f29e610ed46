using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>How the share stands; it comes several times a second, so that a lead that hears nothing knows that something is wrong.</summary>
internal sealed record ShareSampled(RunSample Sample) : ShareMessage;
