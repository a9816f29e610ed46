using System.Net;
using System.Net.Sockets;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>
/// Stands between one member and the server, and reads from the server as slowly as it is told: a raw socket with as small a receive buffer as the
/// system allows, so that the server meets what it would with a bad line. What it has read, the member gets at once. The other direction is not slowed.
/// </summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    /// <summary>The system makes the least that it allows of it, some two kilobytes.</summary>
    private const int SlowReceiveBufferBytes = 1024;

    /// <summary>What is read at once while it is slow: eight pieces a second at 1 KB/s are steady enough.</summary>
    private const int SlowPieceBytes = 128;

    /// <summary>How much lateness of the timer is made up for.</summary>
    private const long CaughtUpMicroseconds = 100_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly RunClock _clock = new();
    private readonly IPEndPoint _server;
    private readonly bool _canSlowDown;
    private readonly Task _running;
    private volatile int _bytesPerSecond;
    private long _taken;
    private long _freeAt;

    /// <summary>Begins to listen, for one connection.</summary>
    /// <param name="server">The server.</param>
    /// <param name="canSlowDown">Whether it will be slow; the receive buffer has to be small from the first byte on.</param>
    public SlowRelay(IPEndPoint server, bool canSlowDown)
    {
        _server = server;
        _canSlowDown = canSlowDown;
        _listener.Start(1);
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _running = RunAsync();
    }

    /// <summary>Where the member connects to.</summary>
    public Uri Address { get; }

    /// <summary>Bytes that were read from the server.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>What is read from the server from now on, in bytes a second; 0 for as much as comes.</summary>
    public int BytesPerSecond
    {
        set => _bytesPerSecond = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _running;
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            using var member = await _listener.AcceptSocketAsync(_ending.Token);
            using var server = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            member.NoDelay = true;
            if (_canSlowDown)
            {
                server.ReceiveBufferSize = SlowReceiveBufferBytes;
            }

            await server.ConnectAsync(_server, _ending.Token);
            var upwards = CopyAsync(member, server, static (_, _) => ValueTask.CompletedTask);
            await CopyAsync(server, member, SlowDownAsync);
            member.Shutdown(SocketShutdown.Send);
            await upwards;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has ended, and both sockets end with this.
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<int, CancellationToken, ValueTask> taken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var piece = buffer.AsMemory(0, _bytesPerSecond > 0 ? SlowPieceBytes : buffer.Length);
            var count = await from.ReceiveAsync(piece, _ending.Token);
            if (count == 0)
            {
                return;
            }

            for (ReadOnlyMemory<byte> rest = piece[..count]; !rest.IsEmpty;)
            {
                rest = rest[await to.SendAsync(rest, _ending.Token)..];
            }

            await taken(count, _ending.Token);
        }
    }

    private async ValueTask SlowDownAsync(int count, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _taken, count);
        if (_bytesPerSecond is > 0 and var rate)
        {
            // A timer that overslept is made up for, but a time in which nothing came is not: no second brings more than the rate and a piece.
            var now = _clock.Microseconds;
            _freeAt = Math.Max(_freeAt, now - CaughtUpMicroseconds) + count * 1_000_000L / rate;
            if (_freeAt > now)
            {
                await Task.Delay(TimeSpan.FromMicroseconds(_freeAt - now), cancellationToken);
            }
        }
    }
}
