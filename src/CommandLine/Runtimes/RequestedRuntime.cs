namespace OrleansChat.CommandLine.Runtimes;

/// <summary>What the user asked for. Nothing asked: the remembered choice, and where there is none, as for Auto.</summary>
internal enum RequestedRuntime
{
    /// <summary>Try again whether Microsoft's packages restore.</summary>
    Auto,
    Embedded,
    Microsoft,
}
