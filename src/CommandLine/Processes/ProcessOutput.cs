namespace OrleansChat.CommandLine.Processes;

/// <summary>What a finished child process left behind.</summary>
internal sealed record ProcessOutput(int ExitCode, IReadOnlyList<string> Lines, bool TimedOut = false)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;
}
