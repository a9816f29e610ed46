using System.Text;
using OrleansChat.Client;
using OrleansChat.Contracts;
using OrleansChat.History;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>One connection in a scenario's room. Whatever it sends and is shown is told to the room's checker.</summary>
internal sealed class RoomMember : IAsyncDisposable
{
    private const int BodyBytes = 64;

    /// <summary>A connection that is read at a trickle gets its answers late, and that is no fault.</summary>
    private static readonly ChatConnectionOptions Patient = new() { InvocationTimeout = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(30) };

    private readonly ScenarioRoom _room;
    private readonly ChatConnection _connection;
    private readonly int _client;
    private readonly int _user;
    private readonly Action<Frame, long?>? _seen;
    private Position _joinedAt;
    private Task _reading = Task.CompletedTask;

    private RoomMember(ScenarioRoom room, ChatConnection connection, int client, int user, Action<Frame, long?>? seen)
    {
        _room = room;
        _connection = connection;
        _client = client;
        _user = user;
        _seen = seen;
    }

    /// <summary>Completes when the connection has ended, with the reason.</summary>
    public Task<ChatClosure> Closed => _connection.Closed;

    /// <summary>Connects, and joins the room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="server">The server, or what stands in front of it.</param>
    /// <param name="token">The user's access token.</param>
    /// <param name="client">The connection's number: each connection of a run has its own.</param>
    /// <param name="user">The user's number.</param>
    /// <param name="seen">Told of each frame, with the time at which it was due where it is a message of this run; under the room's lock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LoadException">The server did not let the connection, or the member, in.</exception>
    public static async Task<RoomMember> JoinAsync(
        ScenarioRoom room, Uri server, string token, int client, int user, Action<Frame, long?>? seen, CancellationToken cancellationToken)
    {
        try
        {
            var member = new RoomMember(room, await ChatConnection.ConnectAsync(server, token, Patient, cancellationToken), client, user, seen);
            await member.JoinAsync(cancellationToken);
            member._reading = member.ReadAsync();
            return member;
        }
        catch (Exception exception) when (exception is ChatException or ChatDisconnectedException or TimeoutException)
        {
            throw new LoadException($"Connection {client} did not come into the room at {server}: {exception.Message}");
        }
    }

    public Task<Welcome> HelloAsync(CancellationToken cancellationToken) => _connection.HelloAsync("load tester", cancellationToken);

    /// <summary>Sends a message; never fails.</summary>
    /// <param name="due">When it was due, on the room's clock; null for now.</param>
    public async Task<SendOutcome> SendAsync(long? due = null)
    {
        var body = new byte[BodyBytes + BodyStamp.MaximumBytes];
        long number;
        long beganAt;
        lock (_room.Gate)
        {
            number = _room.TakeNumber();
            beganAt = _room.Clock.Microseconds;
            Array.Resize(ref body, new BodyStamp(0, _user, number, due ?? beganAt).Write(body, _room.RunBytes.Span, BodyBytes));
            _room.Checker.Invoked(_client, _user, number, Fingerprint.Of(body));
        }

        try
        {
            var ack = await _connection.SendAsync(new SendRequest(_room.Code, $"{_room.Run}-{number}", Encoding.ASCII.GetString(body)));
            lock (_room.Gate)
            {
                _room.Checker.Acknowledged(_client, number, new Acknowledgement(new Position(ack.Epoch, ack.Seq), ack.Clock, Hash(ack.Id), ack.Duplicate));
                return new SendOutcome(beganAt, _room.Clock.Microseconds, IsAccepted: true);
            }
        }
        catch (ChatException exception)
        {
            lock (_room.Gate)
            {
                _room.Checker.Refused(_client, number, exception.Code);
                return new SendOutcome(beganAt, _room.Clock.Microseconds, IsAccepted: false, exception.Error);
            }
        }
        catch (Exception exception) when (exception is ChatDisconnectedException or TimeoutException)
        {
            lock (_room.Gate)
            {
                _room.Checker.Unknown(_client, number);
                return new SendOutcome(beganAt, _room.Clock.Microseconds, IsAccepted: false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _reading;
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        lock (_room.Gate)
        {
            _room.Checker.Joining(_client, _user);
        }

        var joined = await _connection.JoinAsync(_room.Code, history: 0, cancellationToken);
        lock (_room.Gate)
        {
            _joinedAt = new Position(joined.Epoch, joined.Head);
            _room.Checker.Joined(_client, _user, _joinedAt, joined.Clock);
        }
    }

    private async Task ReadAsync()
    {
        await foreach (var frame in _connection.Frames.ReadAllAsync())
        {
            if (frame is ResyncFrame)
            {
                await JoinAgainAsync();
                continue;
            }

            lock (_room.Gate)
            {
                Show(frame);
            }
        }

        lock (_room.Gate)
        {
            _room.Checker.Gone(_client, forGood: true);
        }
    }

    private async Task JoinAgainAsync()
    {
        try
        {
            await JoinAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is ChatException or ChatDisconnectedException or TimeoutException)
        {
            // The checker waits for this member no longer, and the connection's end says the rest.
            _connection.Abort();
        }
    }

    private void Show(Frame frame)
    {
        long? due = null;
        switch (frame)
        {
            case OrderedFrame ordered when new Position(ordered.Epoch, ordered.Seq) <= _joinedAt:
                // It was on its way when the member joined again, and the answer contained it.
                return;
            case MessageFrame message:
                _room.Checker.Delivered(_client, Read(message, out due));
                break;
            case OrderedFrame ordered:
                _room.Checker.Delivered(_client, new Delivery(new Position(ordered.Epoch, ordered.Seq), ordered.Clock, EntryContent.Event));
                break;
            case EpochFrame epoch:
                _room.Checker.EpochTold(_client, epoch.Epoch, epoch.Head, epoch.Recovered, [.. epoch.Messages.Select(message => Read(message, out _))]);
                break;
            case GapFrame gap:
                _room.Checker.GapTold(_client, gap.From, gap.To);
                break;
            case DigestFrame digest:
                _room.Checker.DigestTold(_client, digest.Epoch, digest.Head, digest.Count);
                break;
            default:
                break;
        }

        _seen?.Invoke(frame, due);
    }

    private Delivery Read(MessageFrame message, out long? due)
    {
        var body = Encoding.UTF8.GetBytes(message.Body);
        var isOurs = BodyStamp.TryRead(body, _room.RunBytes.Span, out var stamp);
        due = isOurs ? stamp.DueMicroseconds : null;
        return new Delivery(
            new Position(message.Epoch, message.Seq), message.Clock, EntryContent.Message, Hash(message.Id), isOurs ? stamp.Number : 0, stamp.Sender, Fingerprint.Of(body));
    }

    private static ulong Hash(string id) => Fingerprint.Of(Encoding.UTF8.GetBytes(id));
}
