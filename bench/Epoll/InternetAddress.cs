using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace OrleansChat.Bench.Epoll;

/// <summary>The system's <c>sockaddr_in</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct InternetAddress
{
    public const int Bytes = 16;

    private readonly ushort _family;
    private readonly ushort _port;
    private readonly uint _address;

    public InternetAddress(IPEndPoint endPoint)
    {
        _family = Libc.InternetFamily;
        _port = BinaryPrimitives.ReverseEndianness((ushort)endPoint.Port);
        _address = BitConverter.ToUInt32(endPoint.Address.GetAddressBytes());
    }

    public readonly int Port => BinaryPrimitives.ReverseEndianness(_port);
}
