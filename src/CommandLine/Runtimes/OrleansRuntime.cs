namespace OrleansChat.CommandLine.Runtimes;

/// <summary>What runs the grains; the names are the values of the MSBuild property OrleansRuntime.</summary>
internal enum OrleansRuntime
{
    Embedded,
    Microsoft,
}
