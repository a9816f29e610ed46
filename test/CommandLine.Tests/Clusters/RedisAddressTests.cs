using System.Net;
using System.Net.Sockets;
using OrleansChat.CommandLine.Clusters;

namespace OrleansChat.CommandLine.Tests.Clusters;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost", 6379, "localhost:6379")]
    [InlineData("redis://localhost:7000/", "localhost", 7000, "localhost:7000")]
    [InlineData("redis://:secret@db:7000", "db", 7000, "db:7000,password=secret")]
    [InlineData("rediss://ann:s%40x@db", "db", 6379, "db:6379,user=ann,password=s@x,ssl=true")]
    [InlineData("db:7000,password=secret", "db", 7000, "db:7000,password=secret")]
    [InlineData("db", "db", 6379, "db")]
    public void Parse_AnyForm_GivesHostPortAndWhatTheGatewayTakes(string text, string host, int port, string connectionString) =>
        Assert.Equal(new RedisAddress(host, port, connectionString), RedisAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("http://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://localhost/path")]
    [InlineData("localhost:none")]
    [InlineData("localhost:70000")]
    [InlineData("password=secret")]
    public void Parse_NoAddress_SaysWhatOneLooksLike(string text) =>
        Assert.StartsWith("--redis must be an address such as redis://localhost:6379", Assert.Throws<CommandFailedException>(() => RedisAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_UnreadableWithAPassword_KeepsItToItself() =>
        Assert.DoesNotContain("secret", Assert.Throws<CommandFailedException>(() => RedisAddress.Parse("http://:secret@db")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Check_NobodyListens_SaysSoInOneLine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => RedisAddress.Parse($"127.0.0.1:{port}").CheckAsync(CancellationToken.None));

        Assert.StartsWith($"No Redis answers at 127.0.0.1:{port}.", failure.Message, StringComparison.Ordinal);
    }
}
