using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Building;

public sealed class BuildErrorsTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "chat");
    private static readonly string Project = Path.Combine(Root, "src", "Silo", "OrleansChat.Silo.csproj");

    [Fact]
    public void From_OneErrorSeveralTimes_ShowsItOnceWithoutRootAndProject()
    {
        var source = Path.Combine(Root, "src", "Silo", "Program.cs");
        var line = $"{source}(3,7): error CS1002: ; expected [{Project}]";

        var errors = From("Build started", line, $"  {line}", $"{source}(1,1): warning CS0168: unused [{Project}]");

        Assert.Equal([$"{Path.Combine("src", "Silo", "Program.cs")}(3,7): error CS1002: ; expected"], errors.Shown);
        Assert.Equal("The build failed: 1 error.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Theory]
    [InlineData("Silo.csproj")]
    [InlineData("OrleansChat.sln")]
    [InlineData("OrleansChat.slnx")]
    [InlineData("Silo.csproj::TargetFramework=net10.0")]
    public void From_ProjectOrSolutionAppended_CutsIt(string appended)
    {
        var errors = From($"CSC : error CS5001: no Main for [Program] [{Path.Combine(Root, appended)}]");

        Assert.Equal(["CSC : error CS5001: no Main for [Program]"], errors.Shown);
    }

    [Theory]
    [InlineData("error NETSDK1045: The current .NET SDK does not support targeting .NET 11.0.")]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.")]
    [InlineData("Tests.cs(1,1): error xUnit1026: Theory method does not use parameter")]
    [InlineData("Program.cs(1,1): error IDE0161: Convert to file-scoped namespace (https://learn.example)")]
    [InlineData("Startup.cs(1,1): error ASP0014: Suggest using top level route registrations")]
    public void From_EachKindOfError_CountsIt(string line)
    {
        var errors = From("something else", line);

        Assert.Equal([line], errors.Shown);
        Assert.Equal("The build failed: 1 error.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Fact]
    public void From_ManyErrors_ShowsTheFirstAndCountsAll()
    {
        var errors = From([.. Enumerable.Range(1, 30).Select(number => $"a.cs({number},1): error CS0103: no such name")]);

        Assert.Equal(20, errors.Shown.Count());
        Assert.Equal("The build failed: 30 errors, the first 20 above.", errors.Summary(OrleansRuntime.Microsoft));
    }

    [Fact]
    public void From_FailureWithoutError_ShowsTheLastWords()
    {
        var errors = From([.. Enumerable.Range(1, 30).Select(number => $"line {number}")]);

        Assert.Equal(Enumerable.Range(11, 20).Select(number => $"line {number}"), errors.Shown);
        Assert.Equal("The build failed.", errors.Summary(OrleansRuntime.Embedded));
    }

    [Fact]
    public void Summary_PackagesMissing_ProposesTheEmbeddedRuntimeToTheOtherAlone()
    {
        var errors = From($"{Project} : error NU1101: Unable to find package Microsoft.Orleans.Server. [{Project}]");

        Assert.EndsWith("--runtime embedded", errors.Summary(OrleansRuntime.Microsoft), StringComparison.Ordinal);
        Assert.Equal("The restore failed: the packages named above could not be fetched.", errors.Summary(OrleansRuntime.Embedded));
    }

    private static BuildErrors From(params string[] lines) => BuildErrors.From(lines, Root);
}
