using System.Net.WebSockets;
using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Opens a WebSocket to the hub and agrees on SignalR's JSON protocol.</summary>
internal static class HubHandshake
{
    public static async Task<HubSocket> OpenAsync(Uri server, string token, ChatConnectionOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HubSocket? socket = null;
        try
        {
            socket = new HubSocket(await WebSocketUpgrade.OpenAsync(HubAddress(server, token), options.Headers, either.Token), options.MaximumMessageBytes);
            await socket.SendAsync(HubMessage.Handshake, WebSocketMessageType.Text, either.Token);
            var answer = await socket.ReadAsync(either.Token)
                ?? throw Failed(server, socket.CloseDescription ?? "it closed the connection during the handshake");
            ThrowIfRefused(answer);
            return socket;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            socket?.Dispose();
            throw new TimeoutException($"{Authority(server)} did not open a connection within {options.ConnectTimeout.TotalSeconds} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or WebSocketException or JsonException)
        {
            socket?.Dispose();
            throw Failed(server, exception.Message, exception);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    private static Uri HubAddress(Uri server, string token)
    {
        var address = new UriBuilder(new Uri(server, "hub/chat")) { Query = "access_token=" + Uri.EscapeDataString(token) };
        address.Scheme = address.Scheme switch { "ws" => "http", "wss" => "https", var scheme => scheme };
        return address.Uri;
    }

    private static void ThrowIfRefused(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        if (document.RootElement.TryGetProperty("error", out var error))
        {
            throw new ChatException(new ChatError(ChatErrorCode.BadRequest, error.ToString()));
        }
    }

    private static ChatDisconnectedException Failed(Uri server, string reason, Exception? exception = null) =>
        new(new ChatClosure($"{Authority(server)} could not be connected to: {reason.TrimEnd('.')}.", ByServer: false), exception);

    // Never the whole address: it holds the token.
    private static string Authority(Uri server) => server.GetLeftPart(UriPartial.Authority);
}
