using System.Net;
using System.Text;
using OrleansChat.Bench.Epoll;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Generating;

/// <summary>All clients of a session, in one thread: sockets are watched and messages leave on time from the same loop, so nothing needs a lock.</summary>
internal sealed class Fleet : IConnectionEvents, IDisposable
{
    /// <summary>Connections from one address; beyond some 28,000 the kernel has no more ports for it.</summary>
    private const int ConnectionsOfAnAddress = 4000;

    /// <summary>Receives from one socket in a row; the others are not to wait for one that never falls silent.</summary>
    private const int MostReceives = 4;

    private readonly EpollLoop _loop = new();
    private readonly IPEndPoint _server;
    private readonly IDialect _dialect;
    private readonly byte[] _run;
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly byte[] _frame = new byte[WebSocketFrame.HeaderBytes + 16 * 1024];
    private readonly byte[] _payload = new byte[16 * 1024];
    private readonly byte[] _body;
    private uint _mask = 2463534242;

    public Fleet(FleetShape shape, IPEndPoint server, IDialect dialect)
    {
        Shape = shape;
        _server = server;
        _dialect = dialect;
        _run = Encoding.ASCII.GetBytes(shape.Run);
        _body = new byte[shape.BodyBytes + BodyStamp.MaximumBytes];
        Rooms = [.. Enumerable.Range(0, shape.Rooms).Select(room => new BenchRoom(room, shape.RoomName(room), shape.Members))];
        Connections = [.. Enumerable.Range(0, shape.Connections).Select(number => new BenchConnection(this, number, Rooms[number / shape.Members], number % shape.Members))];
    }

    public FleetShape Shape { get; }

    public BenchRoom[] Rooms { get; }

    public BenchConnection[] Connections { get; }

    public Recorder Recorder { get; } = new(new RunClock());

    public long Now => Recorder.Clock.Microseconds;

    public int Ready { get; private set; }

    /// <summary>Connections that ended, or never came about.</summary>
    public int Ended { get; private set; }

    /// <summary>Connections that have begun and are neither in their room nor ended.</summary>
    public int Opening { get; private set; }

    /// <summary>Messages of the session that every member still there should have, and does not.</summary>
    public long Outstanding => Rooms.Sum(room => room.Tally.Lost(member => Connections[room.Number * Shape.Members + member].Phase == ConnectionPhase.Ready));

    /// <summary>Begins to open a connection.</summary>
    public void Open(BenchConnection connection)
    {
        var address = connection.Number / ConnectionsOfAnAddress + 1;
        connection.StartedAt = connection.SaidAt = Now;
        connection.Socket = TcpSocket.Connect(_server, new IPAddress([127, 0, 1, (byte)address]));
        connection.Phase = ConnectionPhase.Connecting;
        Opening++;
        _loop.Add(connection.Socket, connection.Number, EpollInterest.Write);
    }

    /// <summary>Sends a message of a connection's.</summary>
    public void Send(BenchConnection connection, long due)
    {
        if (connection.Phase != ConnectionPhase.Ready)
        {
            return;
        }

        var number = connection.Room.Tally.Send();
        var body = _body.AsSpan(0, new BodyStamp(connection.Room.Number, connection.Member, number, due).Write(_body, _run, Shape.BodyBytes));
        var length = _dialect.WriteSend(_payload, connection, number, due, body);
        Recorder.SentOne(due, Now);
        Say(connection, _payload.AsSpan(0, length));
    }

    public void KeepAlive(BenchConnection connection)
    {
        if (connection.Phase == ConnectionPhase.Ready && _dialect.KeepAliveSeconds is { } seconds && Now - connection.SaidAt > seconds * 1e6)
        {
            _dialect.KeepAlive(connection);
        }
    }

    /// <summary>Waits, for so many microseconds at the most, and handles what came.</summary>
    public void Turn(long microseconds)
    {
        var ready = _loop.Wait(TimeSpan.FromMicroseconds(Math.Max(0, microseconds)));
        for (var index = 0; index < ready; index++)
        {
            var (number, happened) = _loop.Ready(index);
            Handle(Connections[number], happened);
        }
    }

    public void Say(BenchConnection connection, ReadOnlySpan<byte> payload) => Say(connection, payload, WebSocketFrame.Text);

    public void Joined(BenchConnection connection)
    {
        if (connection.Phase == ConnectionPhase.Joining)
        {
            connection.Phase = ConnectionPhase.Ready;
            Opening--;
            Ready++;
            Recorder.Connects.Record(Recorder.Now - connection.StartedAt);
        }
    }

    public void Delivered(BenchConnection connection, ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOf(_run);
        if (start < 0 || !BodyStamp.TryRead(bytes[start..], _run, out var stamp))
        {
            return;
        }

        if (stamp.Room != connection.Room.Number)
        {
            Recorder.Trouble("a message of another room");
            return;
        }

        connection.Room.Tally.Deliver(connection.Member, (int)stamp.Number);
        Recorder.Delivered(stamp.DueMicroseconds);
    }

    public void Acknowledged(long due) => Recorder.Acknowledged(due);

    public void Refused(string reason) => Recorder.Refused(reason);

    public void End(BenchConnection connection, string reason)
    {
        if (connection.Phase is ConnectionPhase.Closed or ConnectionPhase.New)
        {
            return;
        }

        if (connection.Phase == ConnectionPhase.Ready)
        {
            Ready--;
        }
        else
        {
            Opening--;
        }

        connection.Phase = ConnectionPhase.Closed;
        connection.Socket.Close();
        Ended++;
        Recorder.Trouble("connection ended: " + reason);
    }

    public void Dispose()
    {
        foreach (var connection in Connections.Where(connection => connection.Phase is not (ConnectionPhase.New or ConnectionPhase.Closed)))
        {
            connection.Phase = ConnectionPhase.Closed;
            connection.Socket.Close();
        }

        _loop.Dispose();
    }

    private void Say(BenchConnection connection, ReadOnlySpan<byte> payload, byte opcode)
    {
        connection.SaidAt = Now;
        payload.CopyTo(_frame.AsSpan(WebSocketFrame.HeaderBytes));

        // A linear congruential step is mask enough: nobody attacks a proxy from here.
        _mask = _mask * 1664525 + 1013904223;
        Write(connection, WebSocketFrame.Wrap(_frame, payload.Length, opcode, _mask));
    }

    private void Write(BenchConnection connection, ReadOnlySpan<byte> bytes)
    {
        var wasWaiting = connection.Outbox.IsWaiting;
        if (!connection.Outbox.Send(connection.Socket, bytes))
        {
            End(connection, "broken while writing");
        }
        else if (!wasWaiting && connection.Outbox.IsWaiting)
        {
            _loop.Change(connection.Socket, connection.Number, EpollInterest.Read | EpollInterest.Write);
        }
    }

    private void Handle(BenchConnection connection, EpollInterest happened)
    {
        Recorder.Now = Now;
        if (connection.Phase == ConnectionPhase.Closed)
        {
            return;
        }

        if (connection.Phase == ConnectionPhase.Connecting)
        {
            Connected(connection);
            return;
        }

        if (happened.HasFlag(EpollInterest.Write))
        {
            Flush(connection);
        }

        if ((happened & ~EpollInterest.Write) != 0)
        {
            Receive(connection);
        }
    }

    private void Connected(BenchConnection connection)
    {
        if (connection.Socket.ConnectError() is not 0 and var error)
        {
            End(connection, $"not connected, error {error}");
            return;
        }

        connection.Phase = ConnectionPhase.Upgrading;
        _loop.Change(connection.Socket, connection.Number, EpollInterest.Read);
        Write(connection, Encoding.ASCII.GetBytes(
            $"GET {_dialect.Path(connection.Number)} HTTP/1.1\r\nHost: {_server}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9hZCB0ZXN0ZXIgaGVyZQ==\r\n\r\n"));
    }

    private void Flush(BenchConnection connection)
    {
        if (!connection.Outbox.Flush(connection.Socket))
        {
            End(connection, "broken while writing");
        }
        else if (!connection.Outbox.IsWaiting)
        {
            _loop.Change(connection.Socket, connection.Number, EpollInterest.Read);
        }
    }

    private void Receive(BenchConnection connection)
    {
        for (var receives = 0; receives < MostReceives && connection.Phase != ConnectionPhase.Closed; receives++)
        {
            switch (connection.Socket.Receive(_received))
            {
                case null:
                    return;
                case <= 0:
                    End(connection, "closed by the server");
                    return;
                case { } length:
                    Take(connection, _received.AsSpan(0, length));
                    if (length < _received.Length)
                    {
                        return;
                    }

                    break;
            }
        }
    }

    private void Take(BenchConnection connection, ReadOnlySpan<byte> received)
    {
        var input = connection.Input.IsEmpty ? received : connection.Input.Append(received);
        if (connection.Phase == ConnectionPhase.Upgrading)
        {
            input = input[Upgrade(connection, input)..];
        }

        int taken;
        while (connection.Phase is ConnectionPhase.Joining or ConnectionPhase.Ready && (taken = WebSocketFrame.TryRead(input, out var opcode, out var payload)) > 0)
        {
            Take(connection, opcode, payload);
            input = input[taken..];
        }

        connection.Input.Keep(connection.Phase == ConnectionPhase.Closed ? default : input);
    }

    private int Upgrade(BenchConnection connection, ReadOnlySpan<byte> input)
    {
        var head = UpgradeAnswer.HeadLength(input);
        if (head > 0 && UpgradeAnswer.IsSwitching(input))
        {
            connection.Phase = ConnectionPhase.Joining;
            _dialect.Opened(connection);
        }
        else if (head > 0)
        {
            End(connection, UpgradeAnswer.RefusalCode(input, head));
        }

        return head;
    }

    private void Take(BenchConnection connection, byte opcode, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case WebSocketFrame.Close:
                End(connection, "closed by the server");
                break;
            case WebSocketFrame.Ping:
                Say(connection, payload, WebSocketFrame.Pong);
                break;
            case WebSocketFrame.Pong:
                break;
            default:
                _dialect.Received(connection, payload);
                break;
        }
    }
}
