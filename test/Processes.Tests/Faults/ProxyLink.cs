using System.Net.Sockets;

namespace OrleansChat.Processes.Tests.Faults;

/// <summary>One connection through the proxy: the client's half and the server's half.</summary>
internal sealed class ProxyLink : IDisposable
{
    // Small, so that a rule which lets little pass is felt by the sender soon.
    private const int PieceBytes = 2048;

    private readonly Socket _client;
    private readonly Socket _server;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _swallows;
    private int _closed;

    public ProxyLink(Socket client, Socket server, FlowRule toServer, FlowRule toClient)
    {
        _client = client;
        _server = server;
        _ = RunAsync(toServer, toClient);
    }

    /// <summary>Completes when both halves are closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Closes both halves in good order, as a proxy that is stopped does.</summary>
    public void Cut() => Close(reset: false);

    /// <summary>Resets both halves, as a crashed peer or a firewall does.</summary>
    public void Reset() => Close(reset: true);

    /// <summary>
    /// From now on nothing passes and nobody is told, not even when one half ends: as if the network between had vanished. The halves stay open.
    /// </summary>
    public void HalfOpen() => _swallows = true;

    public void Dispose() => Close(reset: true);

    private async Task RunAsync(FlowRule toServer, FlowRule toClient)
    {
        await Task.WhenAll(PumpAsync(_client, _server, toServer), PumpAsync(_server, _client, toClient));
        if (!_swallows)
            Close(reset: false);
    }

    private async Task PumpAsync(Socket from, Socket to, FlowRule rule)
    {
        var buffer = new byte[PieceBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var count)
            {
                await rule.AdmitAsync(count, _ending.Token);
                if (!_swallows)
                    await SendAsync(to, buffer.AsMemory(0, count));
            }

            if (!_swallows)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One half is broken: so is the link, unless it pretends that it is not.
            if (!_swallows)
                Close(reset: true);
        }
    }

    private async Task SendAsync(Socket to, Memory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes, _ending.Token)..];
    }

    private void Close(bool reset)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        _ending.Cancel();
        foreach (var socket in (Socket[])[_client, _server])
        {
            if (reset)
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }

        _ended.SetResult();
    }
}
