using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace OrleansChat.Client.Tests;

/// <summary>The server's end of one connection, played by the test. A goodbye of the client is answered by itself.</summary>
internal sealed class HubSession(WebSocket socket)
{
    private readonly Channel<string> _records = Channel.CreateUnbounded<string>();

    /// <summary>Receives until the client says goodbye or the line breaks.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReceiveAsync();
            _records.Writer.Complete();
        }
        catch (WebSocketException exception)
        {
            _records.Writer.Complete(exception);
        }
    }

    /// <summary>The client's next record.</summary>
    /// <exception cref="ChannelClosedException">The client said goodbye, or (with an inner exception) broke off.</exception>
    public ValueTask<string> ReadTextAsync() => _records.Reader.ReadAsync();

    public async Task<JsonElement> ReadAsync()
    {
        using var document = JsonDocument.Parse(await ReadTextAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Sends a record.</summary>
    public Task SendAsync(string json) => SendPartAsync(json + '\u001e');

    /// <summary>Sends a WebSocket message that need not be a whole record.</summary>
    public Task SendPartAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task DeliverAsync(string frames) => SendAsync($$"""{"type":1,"target":"Deliver","arguments":[[{{frames}}]]}""");

    /// <summary>Reads one invocation, answers it, and returns it.</summary>
    public async Task<JsonElement> AnswerAsync(string result)
    {
        var invocation = await ReadAsync();
        await SendAsync($$"""{"type":3,"invocationId":"{{invocation.GetProperty("invocationId").GetString()}}","result":{{result}}}""");
        return invocation;
    }

    public Task CloseAsync(WebSocketCloseStatus status, string? description) => socket.CloseOutputAsync(status, description, CancellationToken.None);

    public void Abort() => socket.Abort();

    private async Task ReceiveAsync()
    {
        var buffer = new byte[4096];
        var partial = "";
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                {
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, null);
                }

                return;
            }

            var parts = (partial + Encoding.UTF8.GetString(buffer, 0, received.Count)).Split('\u001e');
            partial = parts[^1];
            foreach (var record in parts[..^1])
            {
                _records.Writer.TryWrite(record);
            }
        }
    }
}
