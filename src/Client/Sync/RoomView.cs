using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>
/// What a client knows of one room, and the rules that keep it equal to the room. It is fed with frames and answers, in the order in which their
/// connection brought them; two connections may feed it at once, since positions decide what is new. It has no clock and makes no calls: every
/// method takes the time and returns what changed for the user, and <see cref="Need"/> says what is to be asked, and when.
/// </summary>
internal sealed class RoomView
{
    private readonly RoomViewLimits _limits;
    private readonly RoomContent _content;
    private readonly HeldFrames _held;
    private readonly HoleWatch _hole;
    private readonly GapSearch _gaps;
    private readonly bool _rejoins;
    private DateTimeOffset? _joinAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _membersAt;
    private DateTimeOffset _notBefore;
    private bool _membersFollow;
    private bool _joinAsked;
    private bool _joinAgain;
    private int _backwards;

    /// <summary>A view of a room that is to be joined.</summary>
    /// <param name="room">The normalised room code.</param>
    /// <param name="limits">Bounds and times.</param>
    /// <param name="rejoins">Whether a room that was forgotten is joined again, empty.</param>
    public RoomView(string room, RoomViewLimits? limits = null, bool rejoins = true)
    {
        Room = room;
        _rejoins = rejoins;
        _limits = limits ?? new RoomViewLimits();
        _content = new RoomContent(_limits);
        _held = new HeldFrames(_limits.Held);
        _hole = new HoleWatch(_limits);
        _gaps = new GapSearch(_limits.Gaps);
    }

    public string Room { get; }

    /// <summary>Whether the room was entered, and what is shown is a state that it had.</summary>
    public bool Entered { get; private set; }

    /// <summary>Whether the client is out of the room for good.</summary>
    public bool Closed { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>The number of the last ordered frame that is settled: applied, or known to be covered by an answer.</summary>
    public long Head { get; private set; }

    /// <summary>The room's Lamport time, as far as it was seen.</summary>
    public long Clock => _content.Clock;

    public IReadOnlyList<MessageFrame> Messages => _content.Messages;

    public IReadOnlyCollection<MemberInfo> Members => _content.Members;

    public int MemberCount => _content.MemberCount;

    public IReadOnlyList<UserInfo> Typing => _content.Typing;

    public IReadOnlyDictionary<string, long> Read => _content.Read;

    /// <summary>Where to resume; null where there is nothing to go on from.</summary>
    public RoomPosition? Position => Entered && !Closed && _joinAt is null ? new RoomPosition(Room, Epoch, Head) : null;

    /// <summary>The call that is needed next; null where nothing is outstanding.</summary>
    public RoomNeed? Need => this switch
    {
        { Closed: true } => null,
        { _joinAt: { } at } => new RoomNeed(RoomCall.Join, at),
        { _hole.FetchAt: { } at } => new RoomNeed(RoomCall.Fetch, NotBefore(at), After: Head),
        { _gaps.Before: { } before } => new RoomNeed(RoomCall.Fetch, _notBefore, Before: before),
        { _membersAt: { } at } => new RoomNeed(RoomCall.Members, NotBefore(at)),
        _ => null,
    };

    /// <summary>When <see cref="Tick"/> has something to forget.</summary>
    public DateTimeOffset? Due => _content.Due;

    /// <summary>Takes what the server pushed about this room.</summary>
    public IReadOnlyList<RoomChange> Apply(RoomFrame frame, DateTimeOffset now)
    {
        switch (frame)
        {
            case var _ when Closed:
                break;
            case OrderedFrame ordered:
                Order(ordered, now);
                break;
            case var _ when !Entered:
                // It belongs to a stay before this one; the answer that is awaited says everything.
                break;
            case TypingFrame typing:
                _content.SetTyping(typing.User, typing.On, now);
                break;
            case ReadFrame read:
                _content.MarkRead(read.User, read.Seq);
                break;
            case EpochFrame epoch:
                BeginEpoch(epoch, now);
                break;
            case MembersFrame members:
                TakeMembers(members, now);
                break;
            case GapFrame gap:
                _gaps.Add(gap.From, gap.To);
                _content.Note(new MessagesInQuestion(gap.From, gap.To));
                break;
            case DigestFrame digest when digest.Epoch >= Epoch && digest.Head > Head:
                _hole.Vouch(digest.Epoch, digest.Head, Head, now);
                break;
            case ResyncFrame:
                // A join that is under way may have been answered before what this connection missed.
                _joinAgain = _joinAsked;
                _joinAt ??= now;
                break;
            default:
                // A newer server may know more.
                break;
        }

        return _content.TakeChanges();
    }

    /// <summary>Takes what became of the room in the answer of <c>Hello</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(RoomOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case var _ when Closed:
                break;
            case { Outcome: RoomOutcome.Resumed, Joined: { } joined } when Entered:
                Resume(joined, now);
                break;
            case { Outcome: RoomOutcome.Resumed }:
                // It goes on from a stay that has ended here meanwhile; the room is about to be joined.
                break;
            case { Joined: { } joined }:
                Enter(joined, now);
                break;
            case { Outcome: RoomOutcome.Denied, Error: { } error }:
                Deny(error, now);
                break;
            default:
                Forget(now);
                break;
        }

        return _content.TakeChanges();
    }

    /// <summary>Takes the answer of <c>Join</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(Joined joined, DateTimeOffset now)
    {
        if (!Closed)
        {
            Enter(joined, now);
        }

        return _content.TakeChanges();
    }

    /// <summary>Takes the answer of <c>Fetch</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(MessagePage page, RoomNeed asked, DateTimeOffset now)
    {
        if (Closed || !Entered)
        {
            return [];
        }

        if (page.Epoch < Epoch)
        {
            // An activation answered that is over; what it kept may have been given up since.
            Retry(asked, now);
        }
        else if (asked.Before is { } before)
        {
            _content.Insert(_gaps.Take(before, page), now);

            // What was missed may have been done to messages that are here.
            _content.Update(page.Messages, now);
        }
        else if (page.Epoch > Epoch && !_hole.IsVouched(page.Epoch))
        {
            // Its order goes on from a place that only an epoch frame or a join tells, and that frame may be among what was missed.
            _joinAt ??= now;
        }
        else
        {
            CloseHole(page, asked, now);
        }

        return _content.TakeChanges();
    }

    /// <summary>Takes the answer of <c>Members</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(MemberPage page)
    {
        if (!Closed && Entered && _content.TakeMembers(page))
        {
            _membersAt = null;
        }

        return _content.TakeChanges();
    }

    /// <summary>To be called when a needed call is made, before its answer can come.</summary>
    public void Asked(RoomNeed need)
    {
        switch (need.Call)
        {
            case RoomCall.Join:
                (_joinAsked, _joinAgain) = (true, false);
                break;
            case RoomCall.Members:
                _content.BeginAskingMembers();
                break;
            default:
                break;
        }
    }

    /// <summary>Takes the refusal of a call that was needed.</summary>
    public IReadOnlyList<RoomChange> Refused(RoomNeed asked, ChatError error, DateTimeOffset now)
    {
        switch (asked.Call)
        {
            case var _ when Closed:
                break;
            case RoomCall.Join:
                Deny(error, now);
                break;
            case var _ when error.Code is ChatErrorCode.NotAMember || (error.Code is ChatErrorCode.RangeEvicted && asked.After is not null):
                _joinAt ??= now;
                break;
            default:
                _gaps.Failed(asked.Before, error.Retryable ? int.MaxValue : _limits.FruitlessFetches);
                _notBefore = now + RetryAfter(error);
                break;
        }

        return _content.TakeChanges();
    }

    /// <summary>Takes the room's answer to a message: if the number that it names does not come, there is a hole.</summary>
    public void Acknowledged(Ack ack, DateTimeOffset now)
    {
        if (Entered && !Closed && ack.Epoch >= Epoch)
        {
            _hole.Hear(ack.Seq, Head, now);
        }
    }

    /// <summary>The connection is not in the room, although it should be, or is not to be believed: the room is to be joined.</summary>
    public void Rejoin(DateTimeOffset now) => _joinAt ??= now;

    /// <summary>Ends the view, because the user left or the client was closed.</summary>
    public IReadOnlyList<RoomChange> Close()
    {
        End(error: null);
        return _content.TakeChanges();
    }

    /// <summary>Forgets what has outlived its time.</summary>
    public IReadOnlyList<RoomChange> Tick(DateTimeOffset now)
    {
        _content.ForgetTypists(now);
        return _content.TakeChanges();
    }

    private void Order(OrderedFrame frame, DateTimeOffset now)
    {
        if (!Entered)
        {
            _held.Add(frame);
        }
        else if (frame.Epoch == Epoch && frame.Seq == Head + 1)
        {
            Show(frame, now);
            Continue(now);
        }
        else if (frame.Epoch >= Epoch && frame.Seq > Head)
        {
            _held.Add(frame);
            _hole.Hear(frame.Seq, Head, now);
        }
    }

    private void Show(OrderedFrame frame, DateTimeOffset now)
    {
        Head = frame.Seq;
        _membersFollow &= frame is MessageFrame;
        _content.Show(frame, now);
        EndIfRemoved(frame);
    }

    private void MoveTo(long epoch, long head, DateTimeOffset now)
    {
        Epoch = epoch;
        Head = head;
        Continue(now);
    }

    /// <summary>Applies what was held and now comes next.</summary>
    private void Continue(DateTimeOffset now)
    {
        while (_held.TakeNext(Epoch, Head) is { } next)
        {
            Show(next, now);
        }

        _hole.Moved(Head, now);
    }

    private void BeginEpoch(EpochFrame frame, DateTimeOffset now)
    {
        _content.Insert(frame.Messages, now);
        _content.Update(frame.Changes, now);
        if (frame.Epoch < Epoch || (frame.Epoch == Epoch && frame.Head < Head))
        {
            // Another connection, or a fetch, has come further; what was said before has its place all the same.
            return;
        }

        if (_hole.FetchAt is not null)
        {
            // The frame counts on everything before it to have come; what has not, no longer holds the order up, and is put in its place later.
            _gaps.Add(Head + 1, frame.Head);
        }

        MoveTo(frame.Epoch, frame.Head, now);
        foreach (var change in frame.Changes ?? [])
        {
            EndIfRemoved(change);
        }

        // The list follows at once; should it be lost, it is asked for.
        _membersFollow = Head == frame.Head;
        _membersAt ??= now + _limits.Hold;
    }

    private void TakeMembers(MembersFrame frame, DateTimeOffset now)
    {
        if (_membersFollow)
        {
            ReplaceMembers(frame.Members, frame.MemberCount);
        }
        else
        {
            // It has no place in the order, and may come from a connection that is behind.
            _membersAt ??= now;
        }
    }

    private void ReplaceMembers(IReadOnlyList<MemberInfo> members, int count)
    {
        _content.ReplaceMembers(members, count);
        _membersAt = null;
        _membersFollow = false;
    }

    private void CloseHole(MessagePage page, RoomNeed asked, DateTimeOffset now)
    {
        var end = page.To ?? page.Head;
        if (asked.After > Head || end <= Head)
        {
            // It was about another hole, or it says nothing that is not here.
            Retry(asked, now);
            return;
        }

        var messages = page.Messages.Count(message => message.Seq > Head && message.Seq <= end);
        if (end - Head > messages || page.Epoch > Epoch)
        {
            // Members came or went in the hole, and a page holds messages only.
            _membersAt ??= now;
            _membersFollow = false;
        }

        _content.Insert(page.Messages, now);
        _content.Update(page.Changes, now);
        if (page.HasMore)
        {
            Head = end;
            _hole.FetchNext(now);
        }
        else
        {
            MoveTo(page.Epoch, end, now);
        }
    }

    private void Retry(RoomNeed asked, DateTimeOffset now)
    {
        if (asked.Before is not null)
        {
            _gaps.Failed(asked.Before, _limits.FruitlessFetches);
            _notBefore = now + _limits.Retry;
            return;
        }

        _hole.Fruitless(now);
        if (_hole.IsHopeless)
        {
            _joinAt ??= now;
        }
    }

    private void Resume(Joined joined, DateTimeOffset now)
    {
        _content.Insert(joined.Messages, now);
        _content.Update(joined.Changes, now);
        _content.TakeMarkers(joined);

        // Otherwise another connection has come further meanwhile. If that one was told to join, the join stands: this answer does not cover what it missed.
        if (joined.Epoch > Epoch || (joined.Epoch == Epoch && joined.Head >= Head))
        {
            ReplaceMembers(joined.Members, joined.MemberCount);
            MoveTo(joined.Epoch, joined.Head, now);
        }
    }

    private void Enter(Joined joined, DateTimeOffset now)
    {
        if (Entered && joined.Epoch < Epoch && ++_backwards < _limits.BackwardJoins)
        {
            // Another connection has seen the room activated anew; to go back would lose what it brought and does not bring again.
            _content.Insert(joined.Messages, now);
            _joinAt = now + _limits.Retry;
            return;
        }

        _joinAt = _joinAgain ? now : null;
        (_joinAsked, _joinAgain, _backwards) = (false, false, 0);
        if (Entered && joined.Epoch == Epoch && joined.Head <= Head)
        {
            // Everything that the answer holds is here, but for what may lie further back; frames after its head are about to come twice.
            _content.Insert(joined.Messages, now);
            _content.TakeMarkers(joined);
            if (joined.Head == Head)
            {
                ReplaceMembers(joined.Members, joined.MemberCount);
            }
            else
            {
                _membersAt ??= now;
            }

            _hole.Reset(_held.Highest, joined.Epoch);
            _hole.Moved(Head, now);
            return;
        }

        Entered = true;
        _gaps.Clear();
        _content.Replace(joined, now);
        (_membersAt, _notBefore, _membersFollow) = (null, default, false);
        _hole.Reset(_held.Highest, joined.Epoch);
        MoveTo(joined.Epoch, joined.Head, now);
    }

    private void Deny(ChatError error, DateTimeOffset now)
    {
        // Too many rooms on this connection: that does not pass by waiting.
        if (error.Retryable && error.Code != ChatErrorCode.Overloaded)
        {
            _joinAt = now + RetryAfter(error);
        }
        else
        {
            End(error);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (!_rejoins)
        {
            End(error: null);
            return;
        }

        Entered = false;
        _held.Clear();
        _gaps.Clear();
        _hole.Reset(0, epoch: 0);
        _content.Clear();
        _joinAt = now;
    }

    private void End(ChatError? error)
    {
        if (!Closed)
        {
            Closed = true;
            _held.Clear();
            _content.Note(new RoomClosed(error));
        }
    }

    private void EndIfRemoved(Frame frame)
    {
        if (_content.IsOwnRemoval(frame) && frame is ModeratedFrame { Reason: var reason, Action: var action })
        {
            var because = reason is null ? "." : $": {reason}";
            End(action == "ban" ? new ChatError(ChatErrorCode.Banned, $"You were banned from this room{because}") : new ChatError(ChatErrorCode.NotAMember, $"You were removed from this room{because}"));
        }
    }

    private DateTimeOffset NotBefore(DateTimeOffset at) => at > _notBefore ? at : _notBefore;

    private TimeSpan RetryAfter(ChatError error) => error.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : _limits.Retry;
}
