using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>
/// What a client knows of one room, and the rules that keep it equal to the room. It is fed with frames and answers, in the order in which their
/// connection brought them; two connections may feed it at once, since positions decide what is new. It has no clock and makes no calls: every
/// method takes the time and returns what changed for the user, <see cref="Need"/> says what is to be asked and when.
/// </summary>
internal sealed class RoomView
{
    private readonly RoomViewLimits _limits;
    private readonly MessageLog _messages;
    private readonly HeldFrames _held;
    private readonly MemberList _members;
    private readonly Typists _typists;
    private readonly GapSearch _gaps;
    private readonly Dictionary<string, long> _read = [];
    private List<RoomChange> _changes = [];

    // The highest number heard of, in a frame, an acknowledgement or a digest: as long as the head is below it there is a hole.
    private long _heard;

    // The highest epoch in whose order a digest vouched for going on without an epoch frame.
    private long _vouchedEpoch;
    private DateTimeOffset? _holeAt;
    private DateTimeOffset? _joinAt;
    private DateTimeOffset? _membersAt;
    private DateTimeOffset _notBefore;
    private bool _oldMembersFollow;
    private int _fruitless;

    public RoomView(string room, RoomViewLimits? limits = null, bool rejoins = true)
    {
        Room = room;
        Rejoins = rejoins;
        _limits = limits ?? new RoomViewLimits();
        _messages = new MessageLog(_limits.Messages);
        _held = new HeldFrames(_limits.Held);
        _members = new MemberList(_limits.Members);
        _typists = new Typists(_limits.Typing, _limits.Members);
        _gaps = new GapSearch(_limits.Gaps);
        _joinAt = DateTimeOffset.MinValue;
    }

    public string Room { get; }

    /// <summary>Whether a room that was forgotten is joined again.</summary>
    public bool Rejoins { get; }

    /// <summary>Whether the room was entered, and what is shown is a state that it had.</summary>
    public bool Entered { get; private set; }

    /// <summary>Whether the client is out of the room for good.</summary>
    public bool Closed { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>The number of the last ordered frame that is settled: applied, or known to be covered by an answer.</summary>
    public long Head { get; private set; }

    /// <summary>The room's Lamport time, as far as it was seen.</summary>
    public long Clock { get; private set; }

    public IReadOnlyList<MessageFrame> Messages => _messages.Messages;

    public IReadOnlyCollection<MemberInfo> Members => _members.Members;

    public int MemberCount => _members.Count;

    public IReadOnlyList<UserInfo> Typing => _typists.Users;

    public IReadOnlyDictionary<string, long> Read => _read;

    /// <summary>Where to resume; null where there is nothing to go on from.</summary>
    public RoomPosition? Position => Entered && !Closed && _joinAt is null ? new RoomPosition(Room, Epoch, Head) : null;

    /// <summary>The call that is needed next; null where nothing is outstanding.</summary>
    public RoomNeed? Need
    {
        get
        {
            if (Closed)
            {
                return null;
            }

            if (_joinAt is { } joinAt)
            {
                return new RoomNeed(RoomCall.Join, joinAt);
            }

            if (_holeAt is { } holeAt)
            {
                return new RoomNeed(RoomCall.Fetch, Later(holeAt, _notBefore), After: Head);
            }

            if (_gaps.Before is { } before)
            {
                return new RoomNeed(RoomCall.Fetch, _notBefore, Before: before);
            }

            return _membersAt is { } membersAt ? new RoomNeed(RoomCall.Members, Later(membersAt, _notBefore)) : null;
        }
    }

    /// <summary>When <see cref="Tick"/> has something to forget.</summary>
    public DateTimeOffset? Due => _typists.Due;

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
                SetTyping(typing.User, typing.On, now);
                break;
            case ReadFrame read:
                MarkRead(read.User, read.Seq);
                break;
            case EpochFrame epoch:
                BeginEpoch(epoch, now);
                break;
            case MembersFrame members:
                TakeMembers(members, now);
                break;
            case GapFrame gap:
                _gaps.Add(gap.From, gap.To);
                _changes.Add(new MessagesInQuestion(gap.From, gap.To));
                break;
            case DigestFrame digest:
                TakeDigest(digest, now);
                break;
            case ResyncFrame:
                _joinAt ??= now;
                break;
            default:
                // A newer server may know more.
                break;
        }

        return TakeChanges();
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

        return TakeChanges();
    }

    /// <summary>Takes the answer of <c>Join</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(Joined joined, DateTimeOffset now)
    {
        if (!Closed)
        {
            Enter(joined, now);
        }

        return TakeChanges();
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
            _gaps.Failed(asked.Before, _limits.FruitlessFetches);
            Fruitless(now);
        }
        else if (asked.Before is { } before)
        {
            Insert(_gaps.Take(before, page), now);
        }
        else if (page.Epoch > Epoch && page.Epoch > _vouchedEpoch)
        {
            // Its order goes on from a place that only an epoch frame or a join tells, and that frame may be among what was missed.
            _joinAt ??= now;
        }
        else
        {
            CloseHole(page, asked.After ?? Head, now);
        }

        return TakeChanges();
    }

    /// <summary>Takes the answer of <c>Members</c>.</summary>
    public IReadOnlyList<RoomChange> Apply(MemberPage page)
    {
        if (!Closed && Entered && _members.TakeAnswer(page))
        {
            _membersAt = null;
            _changes.Add(new MembersReplaced());
        }

        return TakeChanges();
    }

    /// <summary>To be called when a needed call is made, before its answer can come.</summary>
    public void Asked(RoomNeed need)
    {
        if (need.Call == RoomCall.Members)
        {
            _members.BeginAsking();
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
                _gaps.Failed(asked.Before, _limits.FruitlessFetches);
                _notBefore = now + RetryAfter(error);
                break;
        }

        return TakeChanges();
    }

    /// <summary>Takes the room's answer to a message: if the number that it names does not come, there is a hole.</summary>
    public void Acknowledged(Ack ack, DateTimeOffset now)
    {
        if (Entered && !Closed && ack.Epoch >= Epoch)
        {
            Clock = Math.Max(Clock, ack.Clock);
            Hear(ack.Seq, now);
        }
    }

    /// <summary>The connection is no longer in the room, although it should be; whoever asks is to join first.</summary>
    public void Stray(DateTimeOffset now) => _joinAt ??= now;

    /// <summary>Nothing is to be resumed: the room is to be joined as if for the first time, and is shown as it was until then.</summary>
    public void Restart(DateTimeOffset now)
    {
        _joinAt ??= now;
        _held.Clear();
    }

    /// <summary>Ends the view, because the user left or the client was closed.</summary>
    public IReadOnlyList<RoomChange> Close(ChatError? error = null)
    {
        End(error);
        return TakeChanges();
    }

    /// <summary>Forgets what has outlived its time.</summary>
    public IReadOnlyList<RoomChange> Tick(DateTimeOffset now)
    {
        _changes.AddRange(_typists.TakeExpired(now).Select(user => new TypingChanged(user, false)));
        return TakeChanges();
    }

    private void Order(OrderedFrame frame, DateTimeOffset now)
    {
        if (Entered && (frame.Seq <= Head || frame.Epoch < Epoch))
        {
            return;
        }

        if (Entered && frame.Epoch == Epoch && frame.Seq == Head + 1)
        {
            Show(frame, now);
            Continue(now);
        }
        else
        {
            _held.Add(frame);
            Hear(frame.Seq, now);
        }
    }

    /// <summary>Applies what was held and now comes next. Whatever hole is left is a new one, with a wait of its own.</summary>
    private void Continue(DateTimeOffset now)
    {
        while (_held.TakeNext(Epoch, Head) is { } next)
        {
            Show(next, now);
        }

        _holeAt = null;
        _fruitless = 0;
        Hear(Head, now);
    }

    private void Hear(long seq, DateTimeOffset now)
    {
        _heard = Math.Max(_heard, seq);
        if (Entered && _heard > Head)
        {
            _holeAt ??= now + _limits.Hold;
        }
    }

    private void Show(OrderedFrame frame, DateTimeOffset now)
    {
        Head = frame.Seq;
        Clock = Math.Max(Clock, frame.Clock);
        switch (frame)
        {
            case MessageFrame message:
                Insert([message], now);
                break;
            case JoinedFrame joined:
                _members.Add(joined.Member, joined.MemberCount);
                _changes.Add(new MemberJoined(joined.Member));
                break;
            case LeftFrame left:
                _members.Remove(left.User.Id, left.MemberCount);
                _read.Remove(left.User.Id);
                SetTyping(left.User, false, now);
                _changes.Add(new MemberLeft(left.User, left.Reason));
                break;
            default:
                break;
        }
    }

    private void Insert(IEnumerable<MessageFrame> messages, DateTimeOffset now)
    {
        foreach (var message in messages)
        {
            var late = message.Seq < _messages.Newest;
            if (_messages.Insert(message))
            {
                Clock = Math.Max(Clock, message.Clock);
                SetTyping(message.From, false, now);
                _changes.Add(new MessageAdded(message, late));
            }
        }
    }

    private void SetTyping(UserInfo user, bool on, DateTimeOffset now)
    {
        if (_typists.Set(user, on, now))
        {
            _changes.Add(new TypingChanged(user, on));
        }
    }

    private void MarkRead(string user, long seq)
    {
        var known = _read.TryGetValue(user, out var before);
        if (known ? seq > before : _read.Count < _limits.Members)
        {
            _read[user] = seq;
            _changes.Add(new ReadChanged(user, seq));
        }
    }

    private void BeginEpoch(EpochFrame frame, DateTimeOffset now)
    {
        if (frame.Epoch < Epoch)
        {
            return;
        }

        Insert(frame.Messages, now);
        if (frame.Epoch == Epoch && frame.Head < Head)
        {
            // Another connection, or a fetch, has come further; so the list of members that follows this frame is older than the one here.
            _oldMembersFollow = true;
            return;
        }

        MoveTo(frame.Epoch, frame.Head, now);

        // The list follows at once; should it be lost, it is asked for.
        _oldMembersFollow = false;
        DoubtMembers(now + _limits.Hold);
    }

    private void TakeMembers(MembersFrame frame, DateTimeOffset now)
    {
        if (_oldMembersFollow)
        {
            _oldMembersFollow = false;
            DoubtMembers(now);
            return;
        }

        ReplaceMembers(frame.Members, frame.MemberCount);
        _changes.Add(new MembersReplaced());
    }

    private void TakeDigest(DigestFrame frame, DateTimeOffset now)
    {
        if (frame.Epoch < Epoch || frame.Head <= Head)
        {
            return;
        }

        _vouchedEpoch = Math.Max(_vouchedEpoch, frame.Epoch);
        Hear(frame.Head, now);

        // Nothing that is still on its way fills this hole.
        _holeAt = now;
    }

    private void CloseHole(MessagePage page, long after, DateTimeOffset now)
    {
        var before = Head;
        var isPart = page.HasMore && page.Messages.Count > 0;
        var end = isPart ? page.Messages[^1].Seq : page.Head;
        if (after > Head || end <= Head)
        {
            // The question was about another hole, or the answer says nothing that is not here.
            if (_holeAt is not null)
            {
                Fruitless(now);
            }

            return;
        }

        Insert(page.Messages, now);
        var skipped = end - before - page.Messages.Count(message => message.Seq > before && message.Seq <= end);
        if (skipped > 0 || page.Epoch > Epoch)
        {
            // Members came or went in the hole, and a page holds messages only.
            DoubtMembers(now);
        }

        if (isPart)
        {
            Head = end;
            _fruitless = 0;
            _holeAt = now;
        }
        else
        {
            MoveTo(page.Epoch, end, now);
        }
    }

    private void Fruitless(DateTimeOffset now)
    {
        if (_holeAt is not null && ++_fruitless >= _limits.FruitlessFetches)
        {
            _joinAt ??= now;
        }

        _notBefore = now + _limits.Retry;
    }

    private void DoubtMembers(DateTimeOffset at) => _membersAt ??= at;

    private void ReplaceMembers(IReadOnlyList<MemberInfo> members, int count)
    {
        _members.Replace(members, count);
        _membersAt = null;
    }

    private void MoveTo(long epoch, long head, DateTimeOffset now)
    {
        Epoch = epoch;
        Head = head;
        Continue(now);
    }

    private void Resume(Joined joined, DateTimeOffset now)
    {
        if (joined.Epoch < Epoch)
        {
            // The other connection saw the room activated anew; this one is about to be told.
            Insert(joined.Messages, now);
            return;
        }

        _joinAt = null;
        Insert(joined.Messages, now);
        TakeMarkers(joined);
        if (joined.Epoch == Epoch && joined.Head < Head)
        {
            return;
        }

        ReplaceMembers(joined.Members, joined.MemberCount);
        _changes.Add(new MembersReplaced());
        MoveTo(joined.Epoch, joined.Head, now);
    }

    private void Enter(Joined joined, DateTimeOffset now)
    {
        _joinAt = null;
        if (Entered && joined.Epoch == Epoch && joined.Head <= Head)
        {
            // Everything that the answer holds is here, but for what may lie further back; frames after its head are about to come twice.
            Insert(joined.Messages, now);
            TakeMarkers(joined);
            DoubtMembers(now);
            Continue(now);
            return;
        }

        Entered = true;
        Clear();
        foreach (var message in joined.Messages)
        {
            _messages.Insert(message);
        }

        ReplaceMembers(joined.Members, joined.MemberCount);
        TakeMarkers(joined);
        _changes.Clear();
        _changes.Add(new RoomReplaced());
        _heard = Math.Max(joined.Head, _held.Highest);
        MoveTo(joined.Epoch, joined.Head, now);
    }

    private void TakeMarkers(Joined joined)
    {
        Clock = Math.Max(Clock, joined.Clock);
        foreach (var marker in joined.Read)
        {
            MarkRead(marker.User, marker.Seq);
        }
    }

    private void Deny(ChatError error, DateTimeOffset now)
    {
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
        if (!Rejoins)
        {
            End(error: null);
            return;
        }

        Clear();
        _held.Clear();
        _members.Replace([], 0);
        Entered = false;
        _joinAt = now;
        _changes.Add(new RoomReplaced());
    }

    private void End(ChatError? error)
    {
        if (!Closed)
        {
            Closed = true;
            _held.Clear();
            _typists.Clear();
            _changes.Add(new RoomClosed(error));
        }
    }

    private void Clear()
    {
        _messages.Clear();
        _typists.Clear();
        _read.Clear();
        _gaps.Clear();
        (_heard, _vouchedEpoch, _fruitless, _oldMembersFollow) = (0, 0, 0, false);
        (_holeAt, _membersAt, _notBefore) = (null, null, default);
    }

    private List<RoomChange> TakeChanges()
    {
        var changes = _changes;
        _changes = [];
        return changes;
    }

    private TimeSpan RetryAfter(ChatError error) => error.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : _limits.Retry;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
