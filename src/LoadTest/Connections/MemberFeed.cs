using System.Buffers.Text;
using System.Runtime.InteropServices;
using OrleansChat.History;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>What the server says to one _member, told to the checker and the recorder; under the recorder's lock.</summary>
internal sealed class MemberFeed(LoadMember owner, LoadRecorder recorder, LoadRoom room) : IHubReceiver
{
    /// <summary>Refusals after which a member that comes back sends again, with the same key: the outcome is open, or patience was asked for.</summary>
    private static readonly HashSet<string> Repeatable = ["UNAVAILABLE", "INTERNAL", "RATE_LIMITED", "NOT_A_MEMBER"];

    private readonly int _member = owner.Number;

    // Lists come with a new epoch or a repeated join, so few connections ever need these.
    private List<Delivery>? _listed;
    private List<int>? _named;

    /// <summary>When the bytes that are being read arrived.</summary>
    public long Now { get; set; }

    /// <summary>Where the member stands: what it names when it resumes.</summary>
    public Position Place { get; private set; }

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
        else if (answer.InvocationId.SequenceEqual(HubInvocation.HelloId))
        {
            HelloAnswered(answer);
        }
        else if (owner.Actions is { } actions && ActionId.TryRead(answer.InvocationId, out var action))
        {
            actions.Answered(action, answer);
        }

        ForgetListed();
    }

    public void Listed(in WireFrame message)
    {
        (_listed ??= []).Add(ReadMessage(message, out _));
        owner.Actions?.Listed(message);
    }

    public void Reacted(ReadOnlySpan<byte> emoji, int count, bool own) => owner.Actions?.Reacted(emoji, count, own);

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
            SaidBye(frame);
        }
        else if (frame.Kind == WireFrameKind.Drain)
        {
            owner.Drain(frame.DelayMs);
        }
        else if (frame.Room.SequenceEqual(room.Code))
        {
            PushedToRoom(frame);
        }
        else if (frame.Kind != WireFrameKind.Other)
        {
            room.Checker.Foreign(_member, $"a frame of room {LoadRecorder.Text(frame.Room)}");
        }

        ForgetListed();
        _named?.Clear();
    }

    public void Closing(string reason) => owner.Connection.End("CLOSED_BY_SERVER: " + reason);

    private void ForgetListed()
    {
        _listed?.Clear();
        owner.Actions?.ForgetListed();
    }

    private void SaidBye(in WireFrame frame)
    {
        var code = "BYE_" + LoadRecorder.Text(frame.Code);
        if (frame.Action.SequenceEqual("stop"u8))
        {
            owner.GiveUpFor(code);
        }
        else
        {
            owner.Connection.End(code, frame.RetryAfterMs);
        }
    }

    private void SendAnswered(in WireAnswer answer, long number, long due)
    {
        if (answer.Ok)
        {
            var position = new Position(answer.Epoch, answer.Seq);
            room.Checker.Acknowledged(_member, number, new Acknowledgement(position, answer.Clock, Fingerprint.Of(answer.Id), answer.Duplicate));
            recorder.MessageAcknowledged(room.Checker.JoinedClients, due, Now);
            owner.Settle(number);
            if (answer.Duplicate)
            {
                recorder.Comebacks.AnsweredAgain();
            }

            return;
        }

        var code = LoadRecorder.Text(answer.ErrorCode);
        room.Checker.Refused(_member, number, code);
        if (owner.ComesBack && Repeatable.Contains(code))
        {
            recorder.CountError(code);
            owner.Repeat(number);
        }
        else
        {
            recorder.MessageRefused(code);
            owner.Settle(number);
        }
    }

    private void JoinAnswered(in WireAnswer answer)
    {
        if (answer.Ok)
        {
            TakeSnapshot(answer);
        }
        else
        {
            owner.Connection.End("JOIN_" + LoadRecorder.Text(answer.ErrorCode));
        }
    }

    private void HelloAnswered(in WireAnswer answer)
    {
        if (answer.Outcome.SequenceEqual("resumed"u8))
        {
            Place = new Position(answer.Epoch, answer.Head);
            room.Checker.Resumed(_member, Place, answer.Clock, CollectionsMarshal.AsSpan(_listed));
            recorder.MessagesRecovered(_listed?.Count ?? 0);
            owner.Entered(isResumed: true);
        }
        else if (answer.Outcome.SequenceEqual("snapshot"u8))
        {
            TakeSnapshot(answer);
        }
        else if (answer.Outcome.SequenceEqual("gone"u8))
        {
            recorder.Comebacks.RoomWasGone();
            owner.JoinAnew();
        }
        else if (answer.ErrorCode.SequenceEqual("UNAVAILABLE"u8))
        {
            recorder.CountError("HELLO_UNAVAILABLE");
            owner.AskAgain();
        }
        else
        {
            owner.Connection.End("HELLO_" + LoadRecorder.Text(answer.ErrorCode));
        }
    }

    private void TakeSnapshot(in WireAnswer answer)
    {
        Place = new Position(answer.Epoch, answer.Head);
        room.Checker.Joined(_member, _member, Place, answer.Clock, CollectionsMarshal.AsSpan(_listed));
        owner.Entered(isResumed: false);
        owner.Actions?.Joined(answer.User, Place);
    }

    private void PushedToRoom(in WireFrame frame)
    {
        switch (frame.Kind)
        {
            case WireFrameKind.Message:
                MessagePushed(frame);
                break;
            case WireFrameKind.Event:
                Stand(new Position(frame.Epoch, frame.Seq));
                room.Checker.Delivered(_member, new Delivery(new Position(frame.Epoch, frame.Seq), frame.Clock, EntryContent.Event));
                break;
            case WireFrameKind.Edited or WireFrameKind.Deleted or WireFrameKind.Reaction or WireFrameKind.Pin:
                ChangePushed(frame);
                break;
            case WireFrameKind.Typing or WireFrameKind.Read:
                owner.Actions?.Signalled(frame);
                break;
            case WireFrameKind.Members:
                room.Checker.MembersTold(_member, CollectionsMarshal.AsSpan(_named));
                break;
            case WireFrameKind.Epoch:
                EpochPushed(frame);
                break;
            case WireFrameKind.Gap:
                recorder.ToldOfGap("GAP");
                room.Checker.GapTold(_member, frame.From, frame.To);
                owner.Actions?.FollowAnew();
                break;
            case WireFrameKind.Digest:
                recorder.ToldOfGap("DIGEST");
                Stand(new Position(frame.Epoch, frame.Head));
                room.Checker.DigestTold(_member, frame.Epoch, frame.Head, frame.Count);
                owner.Actions?.FollowAnew();
                break;
            case WireFrameKind.Resync:
                ResyncPushed();
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

        Stand(new Position(frame.Epoch, frame.Head));
        room.Checker.EpochTold(_member, frame.Epoch, frame.Head, frame.Recovered, CollectionsMarshal.AsSpan(_listed));
        recorder.MessagesRecovered(_listed?.Count ?? 0);
        owner.Actions?.FollowAnew();
    }

    private void ResyncPushed()
    {
        recorder.Resynced();
        if (owner.Actions is { } actions)
        {
            actions.FollowAnew();
        }
        else
        {
            owner.JoinAnew();
        }
    }

    /// <summary>Where nobody changes messages, a change is something in the order all the same.</summary>
    private void ChangePushed(in WireFrame frame)
    {
        var place = new Position(frame.Epoch, frame.Seq);
        Stand(place);
        if (owner.Actions is { } actions)
        {
            actions.Changed(frame, place);
        }
        else
        {
            room.Checker.Delivered(_member, new Delivery(place, frame.Clock, EntryContent.Event));
        }
    }

    private void Stand(Position place) => Place = place > Place ? place : Place;

    private void MessagePushed(in WireFrame frame)
    {
        Stand(new Position(frame.Epoch, frame.Seq));
        room.Checker.Delivered(_member, ReadMessage(frame, out var due));
        owner.Actions?.Shown(frame);
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
            frame.Version == 0 ? Fingerprint.Of(frame.Body) : 0);
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
