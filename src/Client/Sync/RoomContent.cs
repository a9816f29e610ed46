using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>What is shown of a room. Whatever alters it is noted as a change for the user; which frames it is given, and when, is not decided here.</summary>
internal sealed class RoomContent(RoomViewLimits limits)
{
    private readonly MessageLog _messages = new(limits.Messages);
    private readonly MemberList _members = new(limits.Members);
    private readonly Typists _typists = new(limits.Typing, limits.Members);
    private readonly Dictionary<string, long> _read = [];
    private List<RoomChange> _changes = [];
    private string? _me;

    /// <summary>The room's Lamport time, as far as it was seen.</summary>
    public long Clock { get; private set; }

    public IReadOnlyList<MessageFrame> Messages => _messages.Messages;

    public IReadOnlyCollection<MemberInfo> Members => _members.Members;

    public int MemberCount => _members.Count;

    public IReadOnlyList<UserInfo> Typing => _typists.Users;

    public IReadOnlyDictionary<string, long> Read => _read;

    /// <summary>When <see cref="ForgetTypists"/> has something to forget.</summary>
    public DateTimeOffset? Due => _typists.Due;

    public IReadOnlyList<RoomChange> TakeChanges()
    {
        var changes = _changes;
        _changes = [];
        return changes;
    }

    public void Note(RoomChange change) => _changes.Add(change);

    public void Show(OrderedFrame frame, DateTimeOffset now)
    {
        See(frame.Clock);
        switch (frame)
        {
            case MessageFrame message:
                Insert([message], now);
                break;
            case var change when MessageChanges.TargetOf(change) is { } target:
                if (_messages.Find(target) is { } known)
                {
                    Update(known, MessageChanges.Apply(known, change, _me));
                }

                if (change is DeletedFrame deleted)
                {
                    ForgetQuotesOf(deleted.Target);
                }

                break;
            case JoinedFrame joined:
                _members.Add(joined.Member, joined.MemberCount);
                Note(new MemberJoined(joined.Member));
                break;
            case LeftFrame left:
                _members.Remove(left.User.Id, left.MemberCount);
                _read.Remove(left.User.Id);
                SetTyping(left.User, false, now);
                Note(new MemberLeft(left.User, left.Reason));
                break;
            case RoleFrame role:
                _members.SetRole(role.User.Id, role.Role);
                Note(new RoleChanged(role.User, role.Role, role.By));
                break;
            case ModeratedFrame moderated:
                Note(new Moderated(moderated));
                break;
            default:
                // A newer server may order more than this client shows; its number counts all the same.
                break;
        }
    }

    /// <summary>Whether this user is told to leave.</summary>
    public bool IsOwnRemoval(Frame frame) => frame is ModeratedFrame { Action: "kick" or "ban", User.Id: var user } && user == _me;

    public void Insert(IEnumerable<MessageFrame> messages, DateTimeOffset now)
    {
        foreach (var message in messages)
        {
            var late = message.Seq < _messages.Newest;
            var shown = IsQuoteOfADeleted(message) ? WithoutQuotedText(message) : message;
            if (_messages.Insert(shown))
            {
                See(message.Clock);
                SetTyping(message.From, false, now);
                Note(new MessageAdded(shown, late));
            }
            else if (_messages.Find(message.Seq) is { } known && message.Rev > (known.Rev ?? 0))
            {
                Update(known, message);
            }
        }
    }

    /// <summary>Takes what an answer or an epoch says was done to messages of before.</summary>
    public void Update(IEnumerable<Frame>? changes, DateTimeOffset now)
    {
        foreach (var change in changes ?? [])
        {
            if (change is MessageFrame message)
            {
                if (message.Deleted is true)
                {
                    ForgetQuotesOf(message.Id);
                }

                if (_messages.Find(message.Seq) is not null)
                {
                    Insert([message], now);
                }
            }
            else if (change is OrderedFrame ordered)
            {
                Show(ordered, now);
            }
        }
    }

    public void SetTyping(UserInfo user, bool on, DateTimeOffset now)
    {
        if (_typists.Set(user, on, now))
        {
            Note(new TypingChanged(user, on));
        }
    }

    public void ForgetTypists(DateTimeOffset now) => _changes.AddRange(_typists.TakeExpired(now).Select(user => new TypingChanged(user, false)));

    public void MarkRead(string user, long seq)
    {
        var known = _read.TryGetValue(user, out var before);
        if (known ? seq > before : _read.Count < limits.Members)
        {
            _read[user] = seq;
            Note(new ReadChanged(user, seq));
        }
    }

    public void ReplaceMembers(IReadOnlyList<MemberInfo> members, int count)
    {
        _members.Replace(members, count);
        Note(new MembersReplaced());
    }

    public void BeginAskingMembers() => _members.BeginAsking();

    /// <summary>Takes the answer of <c>Members</c>; false where nobody waits for it any more.</summary>
    public bool TakeMembers(MemberPage page)
    {
        var isAwaited = _members.TakeAnswer(page);
        if (isAwaited)
        {
            Note(new MembersReplaced());
        }

        return isAwaited;
    }

    /// <summary>Takes the Lamport time and the read markers of an answer that goes on from what is shown.</summary>
    public void TakeMarkers(Joined joined)
    {
        _me = joined.Me.Id;
        See(joined.Clock);
        foreach (var marker in joined.Read)
        {
            MarkRead(marker.User, marker.Seq);
        }
    }

    public void Replace(Joined joined, DateTimeOffset now)
    {
        Clear();
        Insert(joined.Messages, now);
        ReplaceMembers(joined.Members, joined.MemberCount);
        TakeMarkers(joined);
        _changes = [new RoomReplaced()];
    }

    public void Clear()
    {
        _messages.Clear();
        _members.Replace([], 0);
        _typists.Clear();
        _read.Clear();
        _changes = [new RoomReplaced()];
    }

    private void Update(MessageFrame known, MessageFrame message)
    {
        if (known != message)
        {
            _messages.Replace(message);
            Note(new MessageUpdated(message));
        }
    }

    private void ForgetQuotesOf(string id)
    {
        foreach (var message in _messages.Messages.Where(message => message.ReplyTo is { Text.Length: > 0 } quote && quote.Id == id).ToArray())
        {
            Update(message, WithoutQuotedText(message));
        }
    }

    private bool IsQuoteOfADeleted(MessageFrame message) =>
        message.ReplyTo is { Text.Length: > 0 } quote && _messages.Messages.Any(known => known.Deleted is true && known.Id == quote.Id);

    private static MessageFrame WithoutQuotedText(MessageFrame message) => message with { ReplyTo = message.ReplyTo! with { Text = string.Empty, Deleted = true } };

    private void See(long clock) => Clock = Math.Max(Clock, clock);
}
