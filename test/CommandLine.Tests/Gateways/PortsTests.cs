using System.Net;
using System.Net.Sockets;
using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.CommandLine.Tests.Gateways;

public sealed class PortsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Take_SomebodyListens_SaysSoAndNamesAnother(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => Ports.TakeAsync(port, CancellationToken.None));

        Assert.StartsWith($"Port {port} is in use by another program.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_Zero_FindsAPortThatCanBeTaken()
    {
        var port = await Ports.TakeAsync(0, CancellationToken.None);

        Assert.Equal(port, await Ports.TakeAsync(port, CancellationToken.None));
    }

    [Fact]
    public void Free_Many_NoneTwice() => Assert.Equal(50, Ports.Free(50).Distinct().Count());

    [Fact]
    public void Taken_HighestPort_NamesOneThatExists() =>
        Assert.EndsWith("--port 65534", Ports.Taken(65535).Message, StringComparison.Ordinal);
}
