using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests;

public sealed class ConnectTests
{
    [Fact]
    public async Task ConnectAsync_TokenRefused_ThrowsCodeOfProblemDocument()
    {
        await using var server = await HubServer.StartAsync();

        var refused = await Assert.ThrowsAsync<ChatException>(() => ChatConnection.ConnectAsync(server.Address, "forged"));

        Assert.Equal(ChatErrorCode.Unauthenticated, refused.Code);
        Assert.Equal("The token is not valid here.", refused.Error.Message);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(503, ChatErrorCode.Unavailable)]
    [InlineData(429, ChatErrorCode.RateLimited)]
    [InlineData(404, ChatErrorCode.BadRequest)]
    [InlineData(200, ChatErrorCode.BadRequest)]
    public async Task ConnectAsync_AnswerWithoutProblemDocument_ThrowsCodeOfStatus(int status, string code)
    {
        await using var server = await HubServer.StartAsync(application => application.Map("/elsewhere/hub/chat", context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html>a proxy's page</html>");
        }));

        var refused = await Assert.ThrowsAsync<ChatException>(() => ChatConnection.ConnectAsync(new Uri(server.Address, "elsewhere/"), "good"));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_ThrowsWithoutShowingTheToken()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var address = new Uri($"http://{reserved.LocalEndpoint}");
        reserved.Stop();

        var failed = await Assert.ThrowsAsync<ChatDisconnectedException>(() => ChatConnection.ConnectAsync(address, "secret"));

        Assert.Contains(address.Authority, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_HandshakeRefused_ThrowsTheServersReason()
    {
        await using var server = await HubServer.StartAsync();
        server.HandshakeAnswer = """{"error":"The protocol 'json' is not supported."}""" + '\u001e';

        var refused = await Assert.ThrowsAsync<ChatException>(() => ChatConnection.ConnectAsync(server.Address, "good"));

        Assert.Equal("The protocol 'json' is not supported.", refused.Error.Message);
    }

    [Fact]
    public async Task ConnectAsync_ServerStaysSilent_TimesOut()
    {
        var time = new ManualTime();
        var reached = new TaskCompletionSource();
        await using var server = await HubServer.StartAsync(application => application.Map("/silent/hub/chat", async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }));

        var connecting = ChatConnection.ConnectAsync(new Uri(server.Address, "silent/"), "good", new ChatConnectionOptions { TimeProvider = time });
        await reached.Task;
        time.Advance(TimeSpan.FromSeconds(15));

        await Assert.ThrowsAsync<TimeoutException>(() => connecting);
    }

    [Fact]
    public async Task ConnectAsync_CalledOff_ThrowsCancellation()
    {
        await using var server = await HubServer.StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChatConnection.ConnectAsync(server.Address, "good", null, cancelled.Token));
    }

    [Fact]
    public async Task ConnectAsync_HandshakeAnsweredTogetherWithFrames_KeepsTheFrames()
    {
        await using var server = await HubServer.StartAsync();
        server.HandshakeAnswer = "{}\u001e" + """{"type":1,"target":"Deliver","arguments":[[{"type":"resync","room":"R","reason":"test"}]]}""" + '\u001e';

        var (connection, _) = await server.ConnectAsync();
        await using (connection)
        {
            Assert.Equal(new ResyncFrame("R", "test"), await connection.Frames.ReadAsync());
        }
    }
}
