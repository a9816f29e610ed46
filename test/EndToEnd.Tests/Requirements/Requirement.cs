namespace OrleansChat.EndToEnd.Tests.Requirements;

/// <summary>Something that has to be on the machine and that the build does not bring along.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Where it was found; none where it is missing.</param>
/// <param name="Remedy">How to get it.</param>
internal sealed record Requirement(string Name, string? Path, string Remedy)
{
    public static Requirement Chromium { get; } = new(
        "Chromium",
        FirstFile(
            Environment.GetEnvironmentVariable("CHROMIUM") ?? "",
            // The same engine without windows: half the work for the same pages.
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            @"C:\Program Files\Google\Chrome\Application\chrome.exe"),
        "install it (Debian: apt-get install chromium-headless-shell), or name its executable in the variable CHROMIUM");

    public static Requirement Node { get; } = new(
        "Node.js",
        OnSearchPath(OperatingSystem.IsWindows() ? "node.exe" : "node"),
        "install it and put it on the PATH");

    public static Requirement WebPage { get; } = new(
        "The built web page (web/dist)",
        FirstFile(BuildPaths.WebPage),
        "run 'npm ci && npm run build' in web");

    public static Requirement OfficialClient { get; } = new(
        "The npm package @microsoft/signalr",
        FirstFile(BuildPaths.OfficialClient),
        "run 'npm ci' in web");

    public static Requirement AccessibilityChecker { get; } = new(
        "The npm package axe-core",
        FirstFile(BuildPaths.AccessibilityChecker),
        "run 'npm ci' in web");

    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Why a test with these requirements is skipped; none where everything is there. On a CI machine nothing is skipped: there the test
    /// runs, and fails where it asks for what is missing.
    /// </summary>
    public static string? SkipReason(params Requirement[] requirements)
    {
        var missing = requirements.FirstOrDefault(requirement => requirement.Path is null);
        return missing is null || IsCi ? null : missing.Complaint;
    }

    /// <summary>The path of what is required.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public string Demand() => Path ?? throw new InvalidOperationException(Complaint);

    private string Complaint => $"{Name} is missing: {Remedy}.";

    private static string? FirstFile(params string[] candidates) => candidates.FirstOrDefault(File.Exists);

    private static string? OnSearchPath(string file) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, file))
        .FirstOrDefault(File.Exists);
}
