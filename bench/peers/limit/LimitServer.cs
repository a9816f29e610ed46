using OrleansChat.Bench.Epoll;

namespace OrleansChat.Bench.Limit;

/// <summary>The first frame of a connection names its room and is answered "ok"; each later one goes to everybody in that room as it came.</summary>
internal sealed class LimitServer(EpollLoop loop, TcpSocket listener)
{
    private const int ListenerTag = -1;

    private readonly List<LimitConnection?> _connections = [];
    private readonly Stack<int> _freeTags = new();
    private readonly Dictionary<string, LimitRoom> _rooms = [];
    private readonly byte[] _received = new byte[64 * 1024];

    public void Begin() => loop.Add(listener, ListenerTag, EpollInterest.Read);

    /// <summary>Waits until something happens, so long at the most (null: for ever), and handles it.</summary>
    public void Turn(TimeSpan? timeout)
    {
        var ready = loop.Wait(timeout);
        for (var index = 0; index < ready; index++)
        {
            var (tag, happened) = loop.Ready(index);
            if (tag == ListenerTag)
            {
                AcceptAll();
            }
            else if (_connections[tag] is { } connection)
            {
                Serve(connection, happened);
            }
        }
    }

    /// <summary>Writes to a connection; one that is broken is noticed when it is read.</summary>
    internal void Send(LimitConnection connection, ReadOnlySpan<byte> bytes)
    {
        var wasWaiting = connection.Outbox.IsWaiting;
        connection.Outbox.Send(connection.Socket, bytes);
        if (!wasWaiting && connection.Outbox.IsWaiting)
        {
            loop.Change(connection.Socket, connection.Tag, EpollInterest.Read | EpollInterest.Write);
        }
    }

    internal LimitRoom Room(string name)
    {
        if (!_rooms.TryGetValue(name, out var room))
        {
            _rooms.Add(name, room = new LimitRoom());
        }

        return room;
    }

    private void AcceptAll()
    {
        while (listener.TryAccept(out var socket))
        {
            if (!_freeTags.TryPop(out var tag))
            {
                tag = _connections.Count;
                _connections.Add(null);
            }

            _connections[tag] = new LimitConnection(this, socket, tag);
            loop.Add(socket, tag, EpollInterest.Read);
        }
    }

    private void Serve(LimitConnection connection, EpollInterest happened)
    {
        var isOpen = true;
        if (happened.HasFlag(EpollInterest.Write))
        {
            isOpen = connection.Outbox.Flush(connection.Socket);
            if (isOpen && !connection.Outbox.IsWaiting)
            {
                loop.Change(connection.Socket, connection.Tag, EpollInterest.Read);
            }
        }

        if (isOpen && (happened & ~EpollInterest.Write) != 0)
        {
            isOpen = connection.Socket.Receive(_received) is not { } received || received > 0 && connection.Take(_received.AsSpan(0, received));
        }

        if (!isOpen)
        {
            connection.Room?.Members.Remove(connection);
            connection.Socket.Close();
            _connections[connection.Tag] = null;
            _freeTags.Push(connection.Tag);
        }
    }
}
