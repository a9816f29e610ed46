using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Tests.Connections;

public sealed class TransportBuffersTests
{
    /// <summary>Twice what may be unsent, and some for what the reader's own system takes; without the bound it would be three times as much.</summary>
    private const int Bound = 16 * 1024;

    [Fact]
    public void Write_ReaderTakesNothing_LittleWaitsInTheSystem()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere the system decides, within the size of the send buffer.
            return;
        }

        var services = new ServiceCollection();
        services.AddTransportBuffers();
        using var provider = services.BuildServiceProvider();
        using var listener = provider.GetRequiredService<IOptions<SocketTransportOptions>>().Value.CreateBoundListenSocket(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 };
        reader.Connect(listener.LocalEndPoint!);
        using var connection = listener.Accept();
        connection.Blocking = false;

        var written = 0;
        SocketError error;
        do
        {
            written += connection.Send(new byte[512], SocketFlags.None, out error);
        }
        while (error is SocketError.Success);

        Assert.Equal(SocketError.WouldBlock, error);
        Assert.InRange(written, 1, Bound);
    }
}
