using System.Net.WebSockets;
using System.Threading.Channels;

namespace OrleansChat.Client.Tests;

public sealed class ClosureTests
{
    [Fact]
    public async Task Closed_HubCloseMessage_NamesReasonAndFailsWaitingRequests()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        var sending = connection.SendAsync("R", "hi");
        await session.ReadAsync();
        await session.SendAsync("""{"type":7,"error":"Draining.","allowReconnect":true}""");

        Assert.Equal(new ChatClosure("Draining.", ByServer: true, AllowReconnect: true), await connection.Closed);
        var failed = await Assert.ThrowsAsync<ChatDisconnectedException>(() => sending);
        Assert.Equal("Draining.", failed.Closure.Reason);
        await connection.Frames.Completion;
    }

    [Fact]
    public async Task Closed_WebSocketCloseFrame_NamesStatusAndDescription()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        await session.CloseAsync(WebSocketCloseStatus.MessageTooBig, "16 KB a frame.");

        Assert.Equal(new ChatClosure("16 KB a frame.", ByServer: true, WebSocketCloseStatus.MessageTooBig), await connection.Closed);
    }

    [Fact]
    public async Task Closed_LineBroken_IsNotAGoodbyeOfTheServer()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        session.Abort();

        Assert.False((await connection.Closed).ByServer);
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => connection.SendAsync("R", "hi"));
    }

    [Fact]
    public async Task Closed_MessageTooLong_NamesTheLimit()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync(new ChatConnectionOptions { MaximumMessageBytes = 100 });
        await using var _ = connection;

        await session.SendPartAsync(new string(' ', 101));

        Assert.Contains("more than 100 bytes", (await connection.Closed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_MalformedMessage_IsReportedAndDoesNotThrow()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        await session.SendAsync("{]");

        Assert.StartsWith("The connection broke: ", (await connection.Closed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_OpenConnection_SaysGoodbyeAndFailsWaitingRequests()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        var sending = connection.SendAsync("R", "hi");
        await session.ReadAsync();

        var disposing = connection.DisposeAsync();
        Assert.Null((await Assert.ThrowsAsync<ChannelClosedException>(() => session.ReadTextAsync().AsTask())).InnerException);
        await disposing;

        Assert.False((await connection.Closed).ByServer);
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => sending);
        await connection.DisposeAsync();
        await Assert.ThrowsAsync<ChatDisconnectedException>(() => connection.SendAsync("R", "hi"));
    }

    [Fact]
    public async Task Abort_OpenConnection_BreaksTheLine()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        connection.Abort();

        Assert.False((await connection.Closed).ByServer);
        var broken = await Assert.ThrowsAsync<ChannelClosedException>(() => session.ReadTextAsync().AsTask());
        Assert.IsType<WebSocketException>(broken.InnerException);
    }

    [Fact]
    public async Task SendRawAsync_LineBreaksHalfWay_IsDisconnectedAndNotCancelled()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, _) = await server.ConnectAsync();
        await using var _ = connection;

        // More than the buffers between the two ends hold, so that it is still on its way.
        var sending = connection.SendRawAsync(new byte[64 * 1024 * 1024], WebSocketMessageType.Text);
        connection.Abort();

        await Assert.ThrowsAsync<ChatDisconnectedException>(() => sending);
    }

    [Fact]
    public async Task Ping_EveryFifteenSeconds_IsSent()
    {
        var time = new ManualTime();
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync(new ChatConnectionOptions { TimeProvider = time });
        await using var _ = connection;

        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal("""{"type":6}""", await session.ReadTextAsync());
        }
    }

    [Fact]
    public async Task SendRawAsync_AnyText_ArrivesAsItIs()
    {
        await using var server = await HubServer.StartAsync();
        var (connection, session) = await server.ConnectAsync();
        await using var _ = connection;

        await connection.SendRawAsync("not json\u001e");

        Assert.Equal("not json", await session.ReadTextAsync());
    }
}
