using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using OrleansChat.Bench.Generating;
using OrleansChat.History;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Dialects;

/// <summary>What OrleansChat says to one connection after the other, told to the history checker.</summary>
internal sealed class ChatFeed(FleetShape shape, byte[] run, ChatChecker checker) : IHubReceiver
{
    private readonly List<Delivery> _listed = [];
    private readonly List<int> _named = [];
    private BenchConnection _connection = null!;
    private RoomChecker _room = null!;

    /// <summary>Reads a record that came to a connection.</summary>
    public void Read(BenchConnection connection, ReadOnlySpan<byte> record)
    {
        (_connection, _room) = (connection, checker[connection.Room.Number]);
        HubRecord.Read(record, this);
    }

    public void Answered(in WireAnswer answer)
    {
        if (HubInvocation.TryReadSendId(answer.InvocationId, out var number, out var due))
        {
            SendAnswered(answer, number, due);
        }
        else if (answer.InvocationId.SequenceEqual(HubInvocation.JoinId))
        {
            JoinAnswered(answer);
        }

        _listed.Clear();
    }

    public void Listed(in WireFrame message) => _listed.Add(Message(message));

    public void Named(ReadOnlySpan<byte> user)
    {
        if (TryReadMember(user, out var member))
        {
            _named.Add(member);
        }
    }

    public void Pushed(in WireFrame frame)
    {
        if (frame.Kind == WireFrameKind.Bye)
        {
            _connection.End("bye " + Encoding.UTF8.GetString(frame.Code));
        }
        else if (frame.Room.SequenceEqual(_connection.Room.NameBytes))
        {
            PushedToRoom(frame);
        }
        else if (frame.Kind != WireFrameKind.Other)
        {
            _room.Foreign(_connection.Member, $"a frame of room {Encoding.UTF8.GetString(frame.Room)}");
        }

        _listed.Clear();
        _named.Clear();
    }

    public void Closing(string reason) => _connection.End(reason);

    private void SendAnswered(in WireAnswer answer, long number, long due)
    {
        if (answer.Ok)
        {
            var position = new Position(answer.Epoch, answer.Seq);
            _room.Acknowledged(_connection.Member, number, new Acknowledgement(position, answer.Clock, Fingerprint.Of(answer.Id), answer.Duplicate));
            _connection.Acknowledged(due);
        }
        else
        {
            var code = Encoding.UTF8.GetString(answer.ErrorCode);
            _room.Refused(_connection.Member, number, code);
            _connection.Refused(code);
        }
    }

    private void JoinAnswered(in WireAnswer answer)
    {
        if (answer.Ok)
        {
            _room.Joined(_connection.Member, _connection.Member, new Position(answer.Epoch, answer.Head), answer.Clock, CollectionsMarshal.AsSpan(_listed));
            _connection.Joined();
        }
        else
        {
            _connection.End("join refused: " + Encoding.UTF8.GetString(answer.ErrorCode));
        }
    }

    /// <summary>What a calm session has none of is told to the checker, and noted: latencies that follow a recovery or a digest are no fair figure.</summary>
    private void PushedToRoom(in WireFrame frame)
    {
        switch (frame.Kind)
        {
            case WireFrameKind.Message:
                _room.Delivered(_connection.Member, Message(frame));
                _connection.Delivered(frame.Body);
                break;
            case WireFrameKind.Event:
                _room.Delivered(_connection.Member, new Delivery(new Position(frame.Epoch, frame.Seq), frame.Clock, EntryContent.Event));
                break;
            case WireFrameKind.Members:
                _room.MembersTold(_connection.Member, CollectionsMarshal.AsSpan(_named));
                break;
            case WireFrameKind.Epoch:
                _connection.Refused("told of a new epoch");
                _room.EpochTold(_connection.Member, frame.Epoch, frame.Head, frame.Recovered, CollectionsMarshal.AsSpan(_listed));
                break;
            case WireFrameKind.Gap:
                _connection.Refused("told of a gap");
                _room.GapTold(_connection.Member, frame.From, frame.To);
                break;
            case WireFrameKind.Digest:
                _connection.Refused("told of a digest");
                _room.DigestTold(_connection.Member, frame.Epoch, frame.Head, frame.Count);
                break;
            case WireFrameKind.Resync:
                _connection.End("resync");
                break;
            default:
                break;
        }
    }

    private Delivery Message(in WireFrame frame)
    {
        var isOurs = BodyStamp.TryRead(frame.Body, run, out var stamp) && stamp.Room == _connection.Room.Number;
        return new Delivery(
            new Position(frame.Epoch, frame.Seq),
            frame.Clock,
            EntryContent.Message,
            Fingerprint.Of(frame.Id),
            isOurs ? stamp.Number : 0,
            stamp.Sender,
            Fingerprint.Of(frame.Body));
    }

    /// <summary>User ids end with the number of their connection.</summary>
    private bool TryReadMember(ReadOnlySpan<byte> user, out int member)
    {
        var isRead = Utf8Parser.TryParse(user[(user.LastIndexOf((byte)'-') + 1)..], out int number, out _);
        member = number - _connection.Room.Number * shape.Members;
        return isRead;
    }
}
