namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>Tests that count what a whole process has; nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
