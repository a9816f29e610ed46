using System.Net;
using System.Net.Sockets;

namespace OrleansChat.CommandLine.Tests;

public sealed class ChatCommandLineTests : IDisposable
{
    private readonly CommandLineSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Run_NoArguments_ShowsOverviewWithExamples()
    {
        Assert.Equal(0, await _session.RunAsync());

        Assert.Contains(_session.Output, line => line.StartsWith("  dotnet chat.cs up ", StringComparison.Ordinal));
        Assert.Contains("Examples", _session.Output);
        Assert.Empty(_session.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Run_HelpAskedFor_ShowsTheSameAsNoArguments(string help)
    {
        using var bare = new CommandLineSession();
        await bare.RunAsync();

        Assert.Equal(0, await _session.RunAsync(help));

        Assert.Equal(bare.Output, _session.Output);
    }

    [Theory]
    [InlineData("help", "up")]
    [InlineData("up", "--help")]
    [InlineData("help", "cluster")]
    public async Task Run_HelpOfACommand_ShowsItsOptions(params string[] arguments)
    {
        Assert.Equal(0, await _session.RunAsync(arguments));

        Assert.Contains(_session.Output, line => line.Contains("--port N", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'frob'", "frob")]
    [InlineData("'--prot'", "up", "--prot", "5")]
    [InlineData("'abc'", "up", "--port", "abc")]
    [InlineData("'65536'", "up", "--port", "65536")]
    [InlineData("'bogus'", "up", "--runtime", "bogus")]
    [InlineData("'bogus'", "--runtime", "bogus", "test")]
    [InlineData("'--Auth:Audience'", "up", "--Auth:Audience")]
    [InlineData("'0'", "cluster", "--nodes", "0")]
    [InlineData("'17'", "cluster", "--nodes", "17")]
    [InlineData("'often'", "cluster", "--kill-every", "often")]
    [InlineData("'0'", "cluster", "--kill-every", "0")]
    [InlineData("'ftp://db'", "cluster", "--redis", "ftp://db")]
    [InlineData("65533", "cluster", "--port", "65535")]
    [InlineData("'0'", "token", "--count", "0")]
    [InlineData("'many'", "token", "--count", "many")]
    [InlineData("'--frob'", "test", "--frob")]
    [InlineData("'frob'", "help", "frob")]
    public async Task Run_WrongArguments_SaysSoInOneLineAndExitsWithOne(string named, params string[] arguments)
    {
        Assert.Equal(1, await _session.RunAsync(arguments));

        Assert.Contains(named, Assert.Single(_session.Error), StringComparison.Ordinal);
        Assert.Empty(_session.Output);
    }

    [Fact]
    public async Task Up_PortTaken_SaysSoBeforeAnythingIsBuilt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal(1, await _session.RunAsync("up", "--port", $"{port}"));

        Assert.StartsWith($"Port {port} is in use by another program.", Assert.Single(_session.Error), StringComparison.Ordinal);
        Assert.Empty(_session.Output);
    }

    [Fact]
    public async Task Cluster_EmbeddedRuntime_SaysWhatItNeedsAndWhatToDo()
    {
        Assert.Equal(1, await _session.RunAsync("cluster", "--port", "0", "--runtime", "embedded"));

        Assert.Equal(
            "A cluster needs the Microsoft runtime, and here it is embedded (asked for; remembered in .chat/runtime.props), which is one process. "
            + "Where the Microsoft.Orleans packages restore: dotnet chat.cs cluster --runtime microsoft",
            Assert.Single(_session.Error));
        Assert.Empty(_session.Output);
    }

    [Fact]
    public async Task Cluster_SecondNodesPortTaken_SaysSoBeforeAnythingIsBuilt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal(1, await _session.RunAsync("cluster", "--port", $"{port - 1}", "--nodes", "2"));

        Assert.Matches($"^Port ({port}|{port - 1}) is in use by another program.", Assert.Single(_session.Error));
    }

    [Fact]
    public async Task Up_NothingToBuild_SaysSoInPlainLines()
    {
        Assert.Equal(1, await _session.RunAsync("up", "--port", "0", "--runtime", "embedded"));

        Assert.Equal("The build failed: 1 error.", _session.Error[^1]);
        Assert.DoesNotContain(_session.Error, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }
}
