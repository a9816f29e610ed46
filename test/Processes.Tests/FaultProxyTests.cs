using System.Net.Sockets;
using OrleansChat.Processes.Tests.Faults;
using OrleansChat.Testing;

namespace OrleansChat.Processes.Tests;

/// <summary>The proxy does to connections what it says, so that the tests behind it test something.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new();
    private ProxiedServer _target = null!;
    private FaultProxy _proxy = null!;
    private Socket _client = null!;
    private Socket _server = null!;

    public async Task InitializeAsync()
    {
        _target = ProxiedServer.Start();
        _proxy = FaultProxy.Start(_target.Address, _time);
        (_client, _server) = await _target.ConnectThroughAsync(_proxy);
        await _proxy.Links.FirstAsync("a link", Patience, _ => true);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        await _proxy.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task NoFault_BytesPassBothWays()
    {
        await _client.SendAsync("up"u8.ToArray());
        Assert.Equal("up"u8.ToArray(), await ReadAsync(_server, 2));

        await _server.SendAsync("down"u8.ToArray());
        Assert.Equal("down"u8.ToArray(), await ReadAsync(_client, 4));
    }

    [Fact]
    public async Task NoFault_ClientEnds_ServerIsTold()
    {
        _client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await ReceiveAsync(_server));
    }

    [Fact]
    public async Task Delay_BytesComeNotBeforeTheirTime()
    {
        _proxy.ToClient.Delay = TimeSpan.FromSeconds(2);
        var arrival = ReadAsync(_client, 1);

        await _server.SendAsync(new byte[1]);
        await _time.WhenTimersAsync(1).WaitAsync(Patience);
        Assert.False(arrival.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        await arrival;
    }

    [Fact]
    public async Task Stall_ManyBytes_FillTheSendersBuffersAndComeAfterwards()
    {
        var bytes = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        _proxy.ToClient.Stall();

        var sending = SendAllAsync(_server, bytes);
        await _client.SendAsync(new byte[1]);
        await ReadAsync(_server, 1);
        Assert.False(sending.IsCompleted);

        _proxy.ToClient.Resume();
        Assert.Equal(bytes, await ReadAsync(_client, bytes.Length));
        await sending.WaitAsync(Patience);
    }

    [Fact]
    public async Task Throttle_OneSecondsBytes_TakeASecond()
    {
        _proxy.ToClient.BytesPerSecond = 1000;
        var arrival = ReadAsync(_client, 1000);

        await _server.SendAsync(new byte[1000]);
        await _time.WhenTimersAsync(1).WaitAsync(Patience);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(arrival.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await arrival;
    }

    [Fact]
    public async Task Cut_BothSidesSeeAnOrderlyEnd()
    {
        _proxy.Cut();

        Assert.Equal(0, await ReceiveAsync(_client));
        Assert.Equal(0, await ReceiveAsync(_server));
        await _proxy.Links.All[0].Ended.WaitAsync(Patience);
    }

    [Fact]
    public async Task Reset_BothSidesSeeAReset()
    {
        _proxy.Reset();

        foreach (var side in (Socket[])[_client, _server])
        {
            var failure = await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(side));
            Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        }
    }

    [Fact]
    public async Task HalfOpen_ClientGoes_ServerIsNotTold()
    {
        _proxy.HalfOpen();
        var heard = ReceiveAsync(_server);

        _client.Dispose();
        (_client, var other) = await _target.ConnectThroughAsync(_proxy);
        using (other)
        {
            // Another connection is not touched, and by then the first would have been.
            await _client.SendAsync(new byte[1]);
            await ReadAsync(other, 1);
            Assert.False(heard.IsCompleted);
        }

        // It goes only with the proxy.
        _proxy.Links.All[0].Reset();
        await Assert.ThrowsAsync<SocketException>(() => heard);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(read)).AsTask().WaitAsync(Patience);
            Assert.NotEqual(0, more);
            read += more;
        }

        return bytes;
    }

    private static Task<int> ReceiveAsync(Socket socket) => socket.ReceiveAsync(new byte[16]).WaitAsync(Patience);
}
