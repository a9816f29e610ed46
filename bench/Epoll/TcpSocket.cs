using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;

namespace OrleansChat.Bench.Epoll;

/// <summary>A non-blocking TCP socket over IPv4, with nothing around the system's own. Whoever opened it closes it, once.</summary>
public readonly unsafe struct TcpSocket
{
    private TcpSocket(int handle) => Handle = handle;

    /// <summary>The port that it is bound to.</summary>
    public int Port
    {
        get
        {
            var (address, length) = (default(InternetAddress), InternetAddress.Bytes);
            Require(Libc.GetName(Handle, ref address, ref length));
            return address.Port;
        }
    }

    internal int Handle { get; }

    /// <summary>Listens at an address; port 0 takes a free one.</summary>
    public static TcpSocket Listen(IPEndPoint address, int backlog)
    {
        var socket = Open();
        socket.Set(Libc.SocketLevel, Libc.ReuseAddress, 1);
        Require(Libc.Bind(socket.Handle, new InternetAddress(address), InternetAddress.Bytes));
        Require(Libc.Listen(socket.Handle, backlog));
        return socket;
    }

    /// <summary>Begins to connect; the socket is writable once that has an end, see <see cref="ConnectError"/>.</summary>
    /// <param name="server">The other side.</param>
    /// <param name="source">The address to come from.</param>
    public static TcpSocket Connect(IPEndPoint server, IPAddress source)
    {
        var socket = Open();
        socket.Set(Libc.TcpLevel, Libc.NoDelay, 1);

        // Without this a bind reserves a port for all servers, and 28,000 would have to do for all connections.
        socket.Set(Libc.InternetLevel, Libc.BindAddressNoPort, 1);
        Require(Libc.Bind(socket.Handle, new InternetAddress(new IPEndPoint(source, 0)), InternetAddress.Bytes));
        if (Libc.Connect(socket.Handle, new InternetAddress(server), InternetAddress.Bytes) < 0 && Marshal.GetLastPInvokeError() != Libc.InProgress)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return socket;
    }

    /// <summary>Takes a connection that waits, if one does.</summary>
    public bool TryAccept(out TcpSocket accepted)
    {
        accepted = new TcpSocket(Libc.Accept(Handle, 0, 0, Libc.NonBlocking));
        if (accepted.Handle < 0)
        {
            return false;
        }

        accepted.Set(Libc.TcpLevel, Libc.NoDelay, 1);
        return true;
    }

    /// <summary>Why a connection did not come about; 0 where it did.</summary>
    public int ConnectError()
    {
        var length = sizeof(int);
        return Libc.GetOption(Handle, Libc.SocketLevel, Libc.PendingError, out var error, ref length) < 0 ? Marshal.GetLastPInvokeError() : error;
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes; 0 where the other side has closed, -1 where the socket is broken, null where nothing is there.</returns>
    public int? Receive(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var received = (int)Libc.Receive(Handle, start, buffer.Length, 0);
            return received < 0 && Marshal.GetLastPInvokeError() == Libc.TryAgain ? null : received;
        }
    }

    /// <summary>Writes as much as the kernel takes.</summary>
    /// <returns>How many bytes; -1 where the socket is broken.</returns>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var sent = (int)Libc.Send(Handle, start, bytes.Length, Libc.NoSignal);
            return sent < 0 && Marshal.GetLastPInvokeError() == Libc.TryAgain ? 0 : sent;
        }
    }

    /// <summary>Closes it.</summary>
    public void Close() => _ = Libc.Close(Handle);

    private static TcpSocket Open()
    {
        var handle = Libc.Socket(Libc.InternetFamily, Libc.Stream | Libc.NonBlocking, 0);
        Require(handle);
        return new TcpSocket(handle);
    }

    private static void Require(int result)
    {
        if (result < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private void Set(int level, int option, int value) => _ = Libc.SetOption(Handle, level, option, value, sizeof(int));
}
