using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Mix;

/// <summary>
/// What one member does and shows in a run with a mix: it speaks, types, reads, reacts, edits, and leaves for a moment, and tells the checker how that shows. All of it runs under
/// the recorder's lock.
/// </summary>
internal sealed class MemberActions(LoadMember owner, FleetSetup setup, LoadRoom room, MixedRoom mixed)
{
    /// <summary>How far back people look when they react.</summary>
    private const int Recent = 8;

    /// <summary>How long a member stays away that leaves: long enough for others to speak meanwhile, of which it must hear nothing.</summary>
    private const long AwayMicroseconds = 250_000;

    private static readonly string[] Emojis = ["👍", "❤️", "🎉"];

    private readonly string _room = Encoding.ASCII.GetString(room.Code);
    private readonly string _run = Encoding.ASCII.GetString(room.Run);
    private readonly MessageView _view = new();
    private readonly Queue<ActionKind> _waiting = new();

    // What is being read of a list, until whoever holds the list is told.
    private readonly List<ShownReaction> _reactions = [];
    private readonly List<ViewedMessage> _listed = [];

    private MemberStay _stay;
    private bool _isTyping;
    private bool _isFollowingAnew;
    private bool _isOver;
    private ActionId _rejoin;
    private long _leavingTook;
    private long _returnsSince;

    private RoomChecker Checker => room.Checker;

    private ActionCounter Counter => setup.Recorder.Actions;

    private long Now => setup.Recorder.Clock.Microseconds;

    /// <summary>Does what is due; a member that is away does it when it is back, and then it counts as due by then.</summary>
    public void Begin(ActionKind kind, long due, bool isLate)
    {
        if (_stay == MemberStay.Inside)
        {
            Do(kind, due, isLate);
        }
        else
        {
            _waiting.Enqueue(kind);
        }
    }

    /// <summary>The server answered an action.</summary>
    public void Answered(in ActionId id, in WireAnswer answer)
    {
        if (!answer.Ok)
        {
            Refused(id, LoadRecorder.Text(answer.ErrorCode));
            return;
        }

        if (id.Kind == ActionKind.Rejoin)
        {
            Left();
            return;
        }

        if (id.Kind is ActionKind.Edit or ActionKind.React)
        {
            var place = new Position(answer.Epoch, answer.Seq);
            Checker.Changes.Acknowledged(owner.Number, id.Number, new Acknowledgement(place, answer.Clock, Fingerprint.Of(answer.Id), answer.Duplicate));
        }

        Acknowledged(id, Now - id.DueMicroseconds);
    }

    /// <summary>An emoji under the message of a list that comes next.</summary>
    public void Reacted(ReadOnlySpan<byte> emoji, int count, bool own) => _reactions.Add(new ShownReaction(Fingerprint.Of(emoji), count, own));

    /// <summary>A message of a list, as it is by now.</summary>
    public void Listed(in WireFrame frame)
    {
        if (Read(frame) is { } message)
        {
            _listed.Add(message);
        }

        _reactions.Clear();
    }

    /// <summary>What holds the list was told, and was no answer to a join.</summary>
    public void ForgetListed() => _listed.Clear();

    /// <summary>The room was joined: what it answered is what the member shows from here on.</summary>
    /// <param name="user">Who the server says that the member is.</param>
    /// <param name="head">Where the room stood.</param>
    public void Joined(ReadOnlySpan<byte> user, Position head)
    {
        mixed.Introduce(user, owner.Number);
        _view.Replace(_listed);
        _isFollowingAnew = false;
        Checker.Changes.Shows(owner.Number, head.Seq, _view.Changed(Checker.Changes));
        if (_stay != MemberStay.Returning)
        {
            return;
        }

        Acknowledged(_rejoin, _leavingTook + Now - _returnsSince);
        Counter.CameBack();
        _stay = MemberStay.Inside;
        DoWaiting();
    }

    /// <summary>A message came.</summary>
    public void Shown(in WireFrame frame)
    {
        if (Read(frame) is { } message)
        {
            _view.Add(message);
        }
    }

    /// <summary>A change of a message came.</summary>
    public void Changed(in WireFrame frame, Position place)
    {
        if (mixed.SeqOf(frame.Target) is not { } target || mixed.MemberOf(frame.User) is not { } user)
        {
            Checker.Foreign(owner.Number, $"a change at {place} by {LoadRecorder.Text(frame.User)} of {LoadRecorder.Text(frame.Target)}, which are not both of this room");
            return;
        }

        var change = new MessageChange(KindOf(frame), target, user, ContentOf(frame));
        Checker.Changed(owner.Number, place, frame.Clock, change);
        Counter.Told(frame.Kind == WireFrameKind.Edited ? ActionKind.Edit : ActionKind.React);
        if (_view.Find(target) is { } message)
        {
            message.Apply(change, place.Seq, isOwn: user == owner.Number);
            Checker.Changes.Shows(owner.Number, place.Seq, [message.Shown]);
        }
    }

    /// <summary>Somebody types or has read; that has no place in the order, so all that can be wrong is who.</summary>
    public void Signalled(in WireFrame frame)
    {
        Counter.Told(frame.Kind == WireFrameKind.Typing ? ActionKind.Typing : ActionKind.Read);
        if (mixed.MemberOf(frame.User) is { } user)
        {
            Checker.SignalTold(owner.Number, user);
        }
        else
        {
            Checker.Foreign(owner.Number, $"that {LoadRecorder.Text(frame.User)} types or has read, who is nobody of this room");
        }
    }

    /// <summary>Some of what was done to messages may be missing here: joins again, as the answer has all of it.</summary>
    public void FollowAnew()
    {
        if (_stay == MemberStay.Inside && !_isFollowingAnew)
        {
            _isFollowingAnew = true;
            owner.JoinAnew();
        }
    }

    /// <summary>The connection ended, and the member does not come back.</summary>
    public void Ended()
    {
        _isOver = true;
        mixed.Leaving -= _stay == MemberStay.Leaving ? 1 : 0;
        if (_stay != MemberStay.Inside)
        {
            Counter.CameBack();
        }
    }

    /// <summary>Tells the checker what the member shows in the end, when all had time to arrive.</summary>
    public void ShowInTheEnd()
    {
        if (!_isOver && _stay == MemberStay.Inside)
        {
            Checker.Changes.ShowsInTheEnd(owner.Number, owner.Feed.Place.Seq, _view.Messages.Select(message => message.Shown));
        }
    }

    private static ChangeKind KindOf(in WireFrame frame) => frame.Kind switch
    {
        WireFrameKind.Edited => ChangeKind.Edited,
        WireFrameKind.Deleted => ChangeKind.Deleted,
        WireFrameKind.Reaction => frame.On ? ChangeKind.Reacted : ChangeKind.Unreacted,
        _ => frame.On ? ChangeKind.Pinned : ChangeKind.Unpinned,
    };

    private static ulong ContentOf(in WireFrame frame) => frame.Kind switch
    {
        WireFrameKind.Edited => Fingerprint.Of(frame.Body),
        WireFrameKind.Reaction => Fingerprint.Of(frame.Emoji),
        _ => 0,
    };

    private void Do(ActionKind kind, long due, bool isLate)
    {
        switch (kind)
        {
            case ActionKind.Typing:
                _isTyping = !_isTyping;
                Send(HubInvocation.Typing(Begun(kind, 0, due), _room, _isTyping));
                break;
            case ActionKind.Read:
                Send(HubInvocation.MarkRead(Begun(kind, 0, due), _room, owner.Feed.Place.Seq));
                break;
            case ActionKind.React when _view.Messages is { Count: > 0 } shown:
                React(shown[^(1 + setup.Random.Next(Math.Min(Recent, shown.Count)))], due);
                break;
            case ActionKind.Edit when _view.Messages.LastOrDefault(message => message.Stamp.Sender == owner.Number) is { } own:
                Edit(own, due);
                break;

            // One other is sure to stay: a room that nobody is in is forgotten, and whoever comes finds another one.
            case ActionKind.Rejoin when Checker.JoinedClients - mixed.Leaving >= 2 && !_isFollowingAnew:
                Leave(due);
                break;
            case ActionKind.Send:
                Say(due, isLate);
                break;
            default:
                Counter.StoodIn();
                Say(due, isLate);
                break;
        }
    }

    private void Say(long due, bool isLate)
    {
        // A message ends its author's typing.
        _isTyping = false;
        var number = room.TakeNumber();
        setup.Recorder.MessageSent(due, isLate);
        var (length, fingerprint) = setup.Writer.Write(room, owner.Number, number, due);
        Checker.Invoked(owner.Number, owner.Number, number, fingerprint);
        owner.Connection.Send(setup.Writer.Buffer, length);
    }

    private void React(ViewedMessage message, long due)
    {
        var emoji = Emojis[setup.Random.Next(Emojis.Length)];
        var content = Fingerprint.Of(Encoding.UTF8.GetBytes(emoji));
        var isOn = !message.Says(content);
        var id = Begun(ActionKind.React, room.TakeNumber(), due);
        Checker.Changes.Invoked(owner.Number, owner.Number, id.Number, new MessageChange(isOn ? ChangeKind.Reacted : ChangeKind.Unreacted, message.Seq, owner.Number, content));
        Send(HubInvocation.React(id, _room, KeyOf(id), Encoding.UTF8.GetString(message.Id), emoji, isOn));
    }

    private void Edit(ViewedMessage message, long due)
    {
        var id = Begun(ActionKind.Edit, room.TakeNumber(), due);
        var body = setup.Writer.Reword(message.Stamp, id.Number);
        Checker.Changes.Invoked(owner.Number, owner.Number, id.Number, new MessageChange(ChangeKind.Edited, message.Seq, owner.Number, Fingerprint.Of(body)));
        Send(HubInvocation.Edit(id, _room, KeyOf(id), Encoding.UTF8.GetString(message.Id), Encoding.ASCII.GetString(body)));
    }

    private void Leave(long due)
    {
        _stay = MemberStay.Leaving;
        _isTyping = false;
        mixed.Leaving++;
        Counter.WentAway();
        _rejoin = Begun(ActionKind.Rejoin, 0, due);
        Send(HubInvocation.Leave(_rejoin, _room));
    }

    private void Left()
    {
        mixed.Leaving--;
        Checker.Left(owner.Number);
        _stay = MemberStay.Away;
        _leavingTook = Now - _rejoin.DueMicroseconds;
        setup.Returns!.Note(Now + AwayMicroseconds, () =>
        {
            if (!_isOver)
            {
                _stay = MemberStay.Returning;
                _returnsSince = Now;
                owner.JoinAnew();
            }
        });
    }

    private void Refused(in ActionId id, string code)
    {
        Counter.Refused(id.Kind);
        setup.Recorder.CountError(code);
        if (id.Kind is ActionKind.Edit or ActionKind.React)
        {
            Checker.Changes.Refused(owner.Number, id.Number, code);
        }
        else if (id.Kind == ActionKind.Rejoin)
        {
            // Whether the room took the leaving is open, so the member makes sure that it is in.
            mixed.Leaving--;
            Counter.CameBack();
            _stay = MemberStay.Inside;
            FollowAnew();
            DoWaiting();
        }
    }

    private void Acknowledged(in ActionId id, long microseconds) =>
        Counter.Acknowledged(id.Kind, id.DueMicroseconds >= setup.Recorder.MeasuredFrom ? microseconds : null);

    private void DoWaiting()
    {
        while (_stay == MemberStay.Inside && _waiting.TryDequeue(out var kind))
        {
            Do(kind, Now, isLate: false);
        }
    }

    private ActionId Begun(ActionKind kind, long number, long due)
    {
        Counter.Begun(kind);
        return new ActionId(kind, number, due);
    }

    private void Send(byte[] invocation) => owner.Connection.Send(invocation);

    private string KeyOf(in ActionId id) => $"{_run}-{id.Number}";

    /// <summary>A message as it came; null where it is not of this room and run, which the checker says.</summary>
    private ViewedMessage? Read(in WireFrame frame)
    {
        mixed.Note(Fingerprint.Of(frame.Id), frame.Seq);
        if (!BodyStamp.TryRead(frame.Body, room.Run, out var stamp))
        {
            return null;
        }

        var text = Fingerprint.Of(frame.Body);
        return new ViewedMessage(
            frame.Id.ToArray(), stamp, new ShownMessage(frame.Seq, text, frame.Version, frame.Deleted, frame.Pinned, [.. _reactions], frame.Rev));
    }
}
