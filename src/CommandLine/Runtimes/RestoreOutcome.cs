using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Runtimes;

/// <summary>How restoring packages went, in the words that finish "the packages …".</summary>
internal sealed record RestoreOutcome(bool Restored, string Failure)
{
    public static readonly RestoreOutcome Success = new(true, "");

    public static RestoreOutcome From(ProcessOutput restore)
    {
        if (restore.Succeeded)
            return Success;
        if (restore.TimedOut)
            return new RestoreOutcome(false, "took too long to restore");

        return restore.Lines switch
        {
            // NU1301: a source did not answer. NU1101 to NU1103: the sources answered, and do not have it.
            var lines when lines.Any(line => line.Contains("NU1301", StringComparison.Ordinal)) =>
                new RestoreOutcome(false, "could not be restored here: the package source cannot be reached"),
            var lines when lines.Any(line => line.Contains("error NU110", StringComparison.Ordinal)) =>
                new RestoreOutcome(false, "could not be restored here: the package source does not have them"),
            _ => new RestoreOutcome(false, "could not be restored here"),
        };
    }
}
