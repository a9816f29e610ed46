using OrleansChat.CommandLine.Runtimes;
using OrleansChat.CommandLine.Testing;

namespace OrleansChat.CommandLine.Tests.Testing;

public sealed class TestSuiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestSuiteTests()
    {
        foreach (var suite in (string[])["Domain.Tests", "Embedded.Tests", "EndToEnd.Tests", "Testing"])
            _folder.Write("", "test", suite, $"OrleansChat.{suite}.csproj");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindAll_OnEmbedded_FindsEverySuiteTheLongestFirst() =>
        Assert.Equal(["EndToEnd.Tests", "Domain.Tests", "Embedded.Tests"], Names(OrleansRuntime.Embedded));

    [Fact]
    public void FindAll_OnMicrosoft_LeavesOutTheTestsOfTheEmbeddedRuntime() =>
        Assert.Equal(["EndToEnd.Tests", "Domain.Tests"], Names(OrleansRuntime.Microsoft));

    [Fact]
    public void FindAll_Always_PointsToTheRuntimesOwnOutputs() =>
        Assert.Equal(
            _folder.At("artifacts", "microsoft", "bin", "OrleansChat.Domain.Tests", "release", "OrleansChat.Domain.Tests.dll"),
            TestSuite.FindAll(new Repository(_folder.Path), OrleansRuntime.Microsoft)[1].Assembly);

    private IEnumerable<string> Names(OrleansRuntime runtime) => TestSuite.FindAll(new Repository(_folder.Path), runtime).Select(suite => suite.Name);
}
