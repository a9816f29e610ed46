using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Building;

public sealed class BuildErrorsTests
{
    private static readonly string Root = Path.GetFullPath("repository");
    private static readonly string File = Path.Combine("src", "A.cs");

    [Fact]
    public void From_SameErrorInTwoProjects_ShowsItOnceWithAShortPath()
    {
        var line = $"{Path.Combine(Root, File)}(3,5): error CS1002: ; expected";
        var errors = BuildErrors.From([$"{line} [{Root}/a.csproj]", $"{line} [{Root}/b.csproj]", "    0 Warning(s)"], Root);

        Assert.Equal([$"{File}(3,5): error CS1002: ; expected"], errors.Shown);
        Assert.Equal("The build failed: 1 error.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Fact]
    public void From_NoErrorNamed_ShowsTheLastWords()
    {
        var errors = BuildErrors.From(["Killed"], Root);

        Assert.Equal(["Killed"], errors.Shown);
        Assert.Equal("The build failed.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Fact]
    public void From_ManyErrors_ShowsTheFirstAndCountsAll()
    {
        var errors = BuildErrors.From([.. Enumerable.Range(1, 30).Select(line => $"A.cs({line},1): error CS1002: ; expected")], Root);

        Assert.Equal(20, errors.Shown.Count());
        Assert.Equal("The build failed: 30 errors, the first 20 above.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Fact]
    public void Summary_PackageMissingOnMicrosoft_NamesTheWayOut() =>
        Assert.EndsWith("--runtime embedded", Missing().Summary(OrleansRuntime.Microsoft), StringComparison.Ordinal);

    [Fact]
    public void Summary_PackageMissingOnEmbedded_SaysThatTheRestoreFailed() =>
        Assert.StartsWith("The restore failed", Missing().Summary(OrleansRuntime.Embedded), StringComparison.Ordinal);

    private static BuildErrors Missing() => BuildErrors.From(["a.csproj : error NU1101: Unable to find package X."], Root);
}
