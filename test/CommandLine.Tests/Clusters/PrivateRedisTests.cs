using System.Net;
using System.Net.Sockets;
using OrleansChat.CommandLine.Clusters;

namespace OrleansChat.CommandLine.Tests.Clusters;

public sealed class PrivateRedisTests
{
    [RedisFact]
    public async Task Start_AnswersAndIsGoneAfterwards()
    {
        var redis = await PrivateRedis.StartAsync(PrivateRedis.Find(), CancellationToken.None);
        var port = redis.Port;
        Assert.Equal("+PONG\r\n", await PingAsync(port));

        await redis.DisposeAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => PingAsync(port));
    }

    [UnixFact]
    public async Task Start_ProgramThatEndsAtOnce_SaysSoInOneLine()
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => PrivateRedis.StartAsync("/bin/false", CancellationToken.None));

        Assert.Equal("redis-server did not start: it ended with exit code 1.", failure.Message);
    }

    private static async Task<string> PingAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray());
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer);
        return System.Text.Encoding.ASCII.GetString(answer);
    }
}
