using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>The server's end of one connection: one writer, so that what is queued in order leaves in order.</summary>
internal sealed class FakeConnection(WebSocket socket, string user)
{
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });

    public string User => user;

    public void Write(string record) => _outgoing.Writer.TryWrite(Encoding.UTF8.GetBytes(record + '\u001e'));

    public void Abort() => socket.Abort();

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(Action<FakeConnection, JsonElement> invoke, CancellationToken stop)
    {
        var writing = WriteAsync();
        try
        {
            await ReadAsync(invoke, stop);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client broke off, or the test is over.
        }

        _outgoing.Writer.Complete();
        await writing;
    }

    private async Task ReadAsync(Action<FakeConnection, JsonElement> invoke, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            length += received.Count;
            int end;
            while ((end = buffer.AsSpan(0, length).IndexOf((byte)0x1e)) >= 0)
            {
                using (var record = JsonDocument.Parse(buffer.AsMemory(0, end)))
                {
                    invoke(this, record.RootElement);
                }

                buffer.AsSpan(end + 1, length - end - 1).CopyTo(buffer);
                length -= end + 1;
            }
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var record in _outgoing.Reader.ReadAllAsync())
            {
                await socket.SendAsync(record, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The client is gone, and with it whom to write to.
        }
    }
}
