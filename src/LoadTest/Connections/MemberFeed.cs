using OrleansChat.LoadTest.Checking;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>What the server says to one member, told to the checker and the recorder; under the recorder's lock.</summary>
internal sealed class MemberFeed(LoadConnection connection, LoadRecorder recorder, LoadRoom room, int member) : IHubReceiver
{
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
    }

    public void Closing(string reason) => connection.End("CLOSED_BY_SERVER: " + reason);

    private void SendAnswered(in WireAnswer answer, long number, long due)
    {
        if (answer.Ok)
        {
            var position = new Position(answer.Epoch, answer.Seq);
            room.Checker.Acknowledged(number, new Acknowledgement(position, answer.Clock, Fingerprint.Of(answer.Id), answer.Duplicate));
            recorder.MessageAcknowledged(room.Number, due, Now);
        }
        else
        {
            room.Checker.Refused(number);
            recorder.MessageRefused(LoadRecorder.Text(answer.ErrorCode));
        }
    }

    private void JoinAnswered(in WireAnswer answer)
    {
        if (!answer.Ok)
        {
            connection.End("JOIN_" + LoadRecorder.Text(answer.ErrorCode));
            return;
        }

        room.Checker.Joined(member, new Position(answer.Epoch, answer.Head), answer.Clock);
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
            case WireFrameKind.Epoch:
                room.Checker.EpochBegan(member, new Position(frame.Epoch, frame.Head));
                break;
            case WireFrameKind.Resync:
                recorder.Resynced();
                room.Checker.Rejoining(member);
                connection.Send(room.JoinInvocation);
                break;
            default:
                break;
        }
    }

    private void MessagePushed(in WireFrame frame)
    {
        var isOurs = BodyStamp.TryRead(frame.Body, room.Run, out var stamp) && stamp.Room == room.Number;
        room.Checker.Delivered(member, new Delivery(
            new Position(frame.Epoch, frame.Seq),
            frame.Clock,
            EntryContent.Message,
            Fingerprint.Of(frame.Id),
            isOurs ? stamp.Number : 0,
            stamp.Sender,
            Fingerprint.Of(frame.Body)));
        if (isOurs)
        {
            recorder.MessageDelivered(stamp.DueMicroseconds, Now);
        }
    }
}
