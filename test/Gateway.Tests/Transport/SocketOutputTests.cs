using System.Net;
using System.Net.Sockets;
using OrleansChat.Gateway.Tests.Hosting;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Tests.Transport;

public sealed class SocketOutputTests : IAsyncLifetime, IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _reader = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Socket _socket = null!;
    private SocketOutput _output = null!;

    public async Task InitializeAsync()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _reader.ReceiveBufferSize = 4096;
        await _reader.ConnectAsync(_listener.LocalEndPoint!);
        _socket = await _listener.AcceptAsync();
        _socket.SendBufferSize = 4096;
        _output = new SocketOutput(_socket);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _socket.Dispose();
        _reader.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task Write_ReaderTakesIt_IsDoneAtOnce()
    {
        Assert.True(_output.WriteAsync("abc"u8.ToArray()).IsCompletedSuccessfully);

        Assert.Equal("abc"u8.ToArray(), await ReadAsync(3));
    }

    [Fact]
    public async Task Write_WhileTheReaderTakesNothing_WaitsAndKeepsTheOrder()
    {
        var expected = new List<byte>();
        var writes = new List<Task>();
        for (byte i = 0; writes.Count == 0 || writes[^1].IsCompleted; i++)
        {
            writes.Add(Write(expected, i, 10_000));
        }

        for (byte i = 0; i < 20; i++)
        {
            writes.Add(Write(expected, i, 100));
        }

        Assert.DoesNotContain(writes.TakeLast(20), write => write.IsCompleted);
        Assert.Equal(expected, await ReadAsync(expected.Count));
        await Task.WhenAll(writes).WaitAsync(Participant.Patience);
    }

    [Fact]
    public async Task Write_Corked_IsSentInOneWhenUncorked()
    {
        _output.Cork();
        Assert.True(_output.WriteAsync("abc"u8.ToArray()).IsCompletedSuccessfully);
        Assert.True(_output.WriteAsync("def"u8.ToArray()).IsCompletedSuccessfully);
        Assert.Equal(0, _reader.Available);

        _output.Uncork();

        Assert.Equal("abcdef"u8.ToArray(), await ReadAsync(6));
    }

    [Fact]
    public async Task Write_CorkedAndTooMuch_IsSentAtOnceBehindWhatWasGathered()
    {
        var expected = new List<byte>();
        _output.Cork();
        _ = Write(expected, 1, 100);
        _ = Write(expected, 2, 4_097);

        Assert.Equal(expected, await ReadAsync(expected.Count));
        _output.Uncork();
    }

    [Fact]
    public async Task Write_CorkedWhileSomethingWaits_WaitsBehindIt()
    {
        var expected = new List<byte>();
        Task write;
        do
        {
            write = Write(expected, 1, 10_000);
        }
        while (write.IsCompleted);

        _output.Cork();
        var last = Write(expected, 2, 10);
        _output.Uncork();

        Assert.False(last.IsCompleted);
        Assert.Equal(expected, await ReadAsync(expected.Count));
        await last.WaitAsync(Participant.Patience);
    }

    [Fact]
    public async Task WriteIfIdle_WhileSomethingWaits_IsLeftOut()
    {
        var expected = new List<byte>();
        Task write;
        do
        {
            write = Write(expected, 1, 10_000);
        }
        while (write.IsCompleted);

        _output.WriteIfIdle(new byte[] { 2 });
        var last = Write(expected, 3, 1);

        Assert.Equal(expected, await ReadAsync(expected.Count));
        await last.WaitAsync(Participant.Patience);
    }

    [Fact]
    public async Task Write_AfterTheLast_IsDropped()
    {
        _output.Finish("bye"u8.ToArray());

        Assert.True(_output.WriteAsync("late"u8.ToArray()).IsCompletedSuccessfully);
        await _output.ShutDownAsync();

        Assert.Equal("bye"u8.ToArray(), await ReadAsync(3));
        Assert.Equal(0, await _reader.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task Write_SocketIsGone_Fails()
    {
        _socket.Dispose();

        await Assert.ThrowsAsync<SocketException>(() => _output.WriteAsync("abc"u8.ToArray()));
    }

    [Fact]
    public async Task Write_ToAReaderThatKeepsUp_AllocatesNothing()
    {
        var frame = new byte[256];
        var before = 0L;
        for (var i = 0; i < 200; i++)
        {
            if (i == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            Assert.True(_output.WriteAsync(frame).IsCompletedSuccessfully);
            _reader.Receive(frame);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        await _output.WriteAsync(frame);
    }

    private Task Write(List<byte> expected, byte value, int count)
    {
        var bytes = Enumerable.Repeat(value, count).ToArray();
        expected.AddRange(bytes);
        return _output.WriteAsync(bytes);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        using var patience = new CancellationTokenSource(Participant.Patience);
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            read += await _reader.ReceiveAsync(bytes.AsMemory(read), patience.Token);
        }

        return bytes;
    }
}
