using System.Buffers.Text;
using System.Runtime.InteropServices;
using OrleansChat.History;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>What the server says to one member, told to the checker and the recorder; under the recorder's lock.</summary>
internal sealed class MemberFeed(LoadConnection connection, LoadRecorder recorder, LoadRoom room, int member) : IHubReceiver
{
    // Lists come with a new epoch or a repeated join, so few connections ever need these.
    private List<Delivery>? _listed;
    private List<int>? _named;

    /// <summary>When the bytes that are being read arrived.</summary>
    public long Now { get; set; }

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

        _listed?.Clear();
    }

    public void Listed(in WireFrame message) => (_listed ??= []).Add(ReadMessage(message, out _));

    public void Named(ReadOnlySpan<byte> user)
    {
        if (TryReadMember(user, out var number))
        {
            (_named ??= []).Add(number);
        }
    }

    public void Pushed(in WireFrame frame)
    {
        if (frame.Kind == WireFrameKind.Bye)
        {
            connection.End("BYE_" + LoadRecorder.Text(frame.Code));
        }
        else if (frame.Room.SequenceEqual(room.Code))
        {
            PushedToRoom(frame);
        }
        else if (frame.Kind != WireFrameKind.Other)
        {
            room.Checker.Foreign(member, $"a frame of room {LoadRecorder.Text(frame.Room)}");
        }

        _listed?.Clear();
        _named?.Clear();
    }

    public void Closing(string reason) => connection.End("CLOSED_BY_SERVER: " + reason);

    private void SendAnswered(in WireAnswer answer, long number, long due)
    {
        if (answer.Ok)
        {
            var position = new Position(answer.Epoch, answer.Seq);
            room.Checker.Acknowledged(member, number, new Acknowledgement(position, answer.Clock, Fingerprint.Of(answer.Id), answer.Duplicate));
            recorder.MessageAcknowledged(room.Number, due, Now);
        }
        else
        {
            var code = LoadRecorder.Text(answer.ErrorCode);
            room.Checker.Refused(member, number, code);
            recorder.MessageRefused(code);
        }
    }

    private void JoinAnswered(in WireAnswer answer)
    {
        if (!answer.Ok)
        {
            connection.End("JOIN_" + LoadRecorder.Text(answer.ErrorCode));
            return;
        }

        room.Checker.Joined(member, member, new Position(answer.Epoch, answer.Head), answer.Clock, CollectionsMarshal.AsSpan(_listed));
        connection.Joined();
    }

    private void PushedToRoom(in WireFrame frame)
    {
        switch (frame.Kind)
        {
            case WireFrameKind.Message:
                MessagePushed(frame);
                break;
            case WireFrameKind.Event:
                room.Checker.Delivered(member, new Delivery(new Position(frame.Epoch, frame.Seq), frame.Clock, EntryContent.Event));
                break;
            case WireFrameKind.Members:
                room.Checker.MembersTold(member, CollectionsMarshal.AsSpan(_named));
                break;
            case WireFrameKind.Epoch:
                EpochPushed(frame);
                break;
            case WireFrameKind.Gap:
                recorder.ToldOfGap("GAP");
                room.Checker.GapTold(member, frame.From, frame.To);
                break;
            case WireFrameKind.Digest:
                recorder.ToldOfGap("DIGEST");
                room.Checker.DigestTold(member, frame.Epoch, frame.Head, frame.Count);
                break;
            case WireFrameKind.Resync:
                recorder.Resynced();
                room.Checker.Joining(member, member);
                connection.Send(room.JoinInvocation);
                break;
            default:
                break;
        }
    }

    /// <summary>What was missed is checked and counts as delivered, but is not timed: it comes late by what happened to the server.</summary>
    private void EpochPushed(in WireFrame frame)
    {
        if (!frame.Recovered)
        {
            recorder.ToldOfGap("EPOCH_NOT_RECOVERED");
        }

        room.Checker.EpochTold(member, frame.Epoch, frame.Head, frame.Recovered, CollectionsMarshal.AsSpan(_listed));
        recorder.MessagesRecovered(_listed?.Count ?? 0);
    }

    private void MessagePushed(in WireFrame frame)
    {
        room.Checker.Delivered(member, ReadMessage(frame, out var due));
        if (due is { } dueMicroseconds)
        {
            recorder.MessageDelivered(dueMicroseconds, Now);
        }
    }

    private Delivery ReadMessage(in WireFrame frame, out long? due)
    {
        var isOurs = BodyStamp.TryRead(frame.Body, room.Run, out var stamp) && stamp.Room == room.Number;
        due = isOurs ? stamp.DueMicroseconds : null;
        return new Delivery(
            new Position(frame.Epoch, frame.Seq),
            frame.Clock,
            EntryContent.Message,
            Fingerprint.Of(frame.Id),
            isOurs ? stamp.Number : 0,
            stamp.Sender,
            Fingerprint.Of(frame.Body));
    }

    /// <summary>The member with a user id that this program gave out; users of other tokens have names that say nothing.</summary>
    private bool TryReadMember(ReadOnlySpan<byte> user, out int number)
    {
        number = 0;
        if (!user.StartsWith("load-"u8) || !user[5..].StartsWith(room.Run) || user.Length <= room.Run.Length + 6)
        {
            return false;
        }

        var rest = user[(room.Run.Length + 6)..];
        var isRead = Utf8Parser.TryParse(rest, out int connectionNumber, out var consumed) && consumed == rest.Length;
        number = connectionNumber - room.FirstConnection;
        return isRead;
    }
}
