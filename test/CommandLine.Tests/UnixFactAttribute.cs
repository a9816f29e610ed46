namespace OrleansChat.CommandLine.Tests;

/// <summary>A test that speaks of file modes, or needs the shell that every Unix has.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs Unix";
    }
}
