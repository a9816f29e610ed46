using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OrleansChat.Bench.Epoll;

/// <summary>Waits for many sockets at once, in one thread.</summary>
public sealed unsafe class EpollLoop : IDisposable
{
    private const int AddOperation = 1;
    private const int ChangeOperation = 3;

    /// <summary>Sockets that are told of at once; more wait for the next turn.</summary>
    private const int Records = 512;

    // The kernel packs its record on x86-64 alone.
    private static readonly int TagOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int RecordBytes = TagOffset + 8;

    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly byte* _records = (byte*)NativeMemory.AllocZeroed((nuint)(Records * RecordBytes));

    /// <summary>Begins to watch a socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="tag">The number under which it is told of.</param>
    /// <param name="interest">What is waited for, as long as it lasts (level-triggered).</param>
    public void Add(TcpSocket socket, int tag, EpollInterest interest) => Control(AddOperation, socket, tag, interest);

    /// <summary>Changes what is waited for. A socket that is closed is forgotten by itself.</summary>
    public void Change(TcpSocket socket, int tag, EpollInterest interest) => Control(ChangeOperation, socket, tag, interest);

    /// <summary>Waits until something happens.</summary>
    /// <param name="timeout">How long at the most; null is for ever.</param>
    /// <returns>How many sockets are to be looked at with <see cref="Ready"/>.</returns>
    public int Wait(TimeSpan? timeout)
    {
        var specification = default(TimeSpecification);
        if (timeout is { } time)
        {
            (specification.Seconds, specification.Nanoseconds) = ((nint)(time.Ticks / TimeSpan.TicksPerSecond), (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100));
        }

        // A signal interrupts the wait; the caller looks at the clock in any case.
        return Math.Max(0, Libc.EpollWait(_epoll, _records, Records, timeout is null ? null : &specification, 0));
    }

    /// <summary>What <see cref="Wait"/> told, valid until it is called again.</summary>
    public (int Tag, EpollInterest Happened) Ready(int index)
    {
        var record = _records + index * RecordBytes;
        return (*(int*)(record + TagOffset), *(EpollInterest*)record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Libc.Close(_epoll);
        NativeMemory.Free(_records);
    }

    private void Control(int operation, TcpSocket socket, int tag, EpollInterest interest)
    {
        var record = stackalloc byte[16];
        *(EpollInterest*)record = interest;
        *(long*)(record + TagOffset) = tag;
        if (Libc.EpollControl(_epoll, operation, socket.Handle, record) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }
}
