namespace OrleansChat.CommandLine.Processes;

/// <summary>Finds programs the way a shell does.</summary>
internal static class Executables
{
    private static readonly string[] Suffixes = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];

    /// <summary>The same `dotnet` that runs this program, so that one machine's several SDKs are never mixed.</summary>
    public static string DotNet()
    {
        var name = $"dotnet{Suffixes[0]}";
        foreach (var candidate in (string?[])
                 [
                     Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
                     Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } folder ? Path.Combine(folder, name) : null,
                     Find("dotnet"),
                 ])
        {
            if (candidate is not null && File.Exists(candidate))
                return candidate;
        }

        throw new CommandFailedException("The .NET SDK was not found: there is no 'dotnet' on the PATH. Install .NET SDK 10 from https://dot.net.");
    }

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH") ?? "", Suffixes);

    internal static string? Find(string name, string path, IReadOnlyList<string> suffixes) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => suffixes.Select(suffix => Path.Combine(folder, name + suffix)))
            .FirstOrDefault(File.Exists);
}
