using System.Net;
using System.Net.Sockets;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>Connected sockets of this machine: the servers' ends are what is tested, the clients' ends are read by the test's own thread.</summary>
internal sealed class SocketPairs : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;

    private readonly Socket[] _clients;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private SocketPairs(Socket[] servers, Socket[] clients)
    {
        (Servers, _clients) = (servers, clients);
        FramesRead = new int[clients.Length];
    }

    public Socket[] Servers { get; }

    /// <summary>How many frames each client has read.</summary>
    public int[] FramesRead { get; }

    public static async Task<SocketPairs> ConnectAsync(int count)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var (servers, clients) = (new Socket[count], new Socket[count]);
        for (var i = 0; i < count; i++)
        {
            clients[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await clients[i].ConnectAsync(listener.LocalEndPoint!);
            servers[i] = await listener.AcceptAsync();
            servers[i].NoDelay = true;
        }

        return new SocketPairs(servers, clients);
    }

    /// <summary>Reads one frame at least from each.</summary>
    public void ReadAll()
    {
        for (var i = 0; i < _clients.Length; i++)
        {
            for (var frames = 0; frames == 0;)
            {
                frames = _buffer.AsSpan(0, _clients[i].Receive(_buffer)).Count(RecordSeparator);
                FramesRead[i] += frames;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Array.ForEach(Servers, socket => socket.Dispose());
        Array.ForEach(_clients, socket => socket.Dispose());
        return ValueTask.CompletedTask;
    }
}
