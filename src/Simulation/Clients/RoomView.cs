using OrleansChat.Client.Sync;
using OrleansChat.Contracts;
using OrleansChat.History;

namespace OrleansChat.Simulation.Clients;

/// <summary>
/// The rules for clients: the next number is applied, a lower one dropped, a higher one held until what is missing comes or was fetched.
/// </summary>
/// <param name="onShown">Told of every numbered event in the order in which it is shown.</param>
internal sealed class RoomView(Action<OrderedFrame> onShown) : IRoomView
{
    private const int MostMembers = 100;

    private readonly SortedDictionary<long, MessageFrame> _messages = [];
    private readonly SortedDictionary<long, OrderedFrame> _held = [];
    private readonly MemberList _members = new(MostMembers);
    private long _epoch;
    private long _last;
    private long _vouched;
    private string? _me;

    public Position Position => new(_epoch, _last);

    public bool IsHolding => _held.Count > 0;

    public bool HasHole => IsHolding || _vouched > _last;

    public IReadOnlyCollection<string> Members => [.. _members.Members.Select(member => member.Id)];

    public IReadOnlyDictionary<long, MessageFrame> Messages => _messages;

    public void Replace(Joined joined)
    {
        _messages.Clear();
        Append(joined);
    }

    public void Append(Joined joined)
    {
        _held.Clear();
        (_epoch, _last) = (joined.Epoch, joined.Head);
        foreach (var message in joined.Messages)
        {
            _messages[message.Seq] = message;
        }

        _me = joined.Me.Id;
        Update(joined.Changes);
        _members.Replace(joined.Members, joined.MemberCount);
    }

    public ViewNeeds Take(RoomFrame frame)
    {
        switch (frame)
        {
            case OrderedFrame ordered:
                return Take(ordered);
            case EpochFrame epoch when new Position(epoch.Epoch, epoch.Head) > Position:
                (_epoch, _last) = (epoch.Epoch, epoch.Head);
                Insert(epoch.Messages);
                Update(epoch.Changes);
                return LetHeldGo();
            case MembersFrame members:
                _members.Replace(members.Members, members.MemberCount);
                return ViewNeeds.Nothing;
            case GapFrame:
                return ViewNeeds.Search;
            case DigestFrame digest:
                _vouched = Math.Max(_vouched, digest.Head);
                return ViewNeeds.Fetch;
            case ResyncFrame:
                return ViewNeeds.Join;
            default:
                return ViewNeeds.Nothing;
        }
    }

    public ViewNeeds Take(MessagePage page)
    {
        Insert(page.Messages);
        Update(page.Changes);
        var reached = page.To ?? page.Head;
        if (reached <= _last && page.Epoch <= _epoch)
        {
            return page.HasMore ? ViewNeeds.Fetch : LetHeldGo();
        }

        _epoch = Math.Max(_epoch, page.Epoch);
        _last = Math.Max(_last, reached);
        return LetHeldGo() | ViewNeeds.Members | (page.HasMore ? ViewNeeds.Fetch : ViewNeeds.Nothing);
    }

    public void TakeFound(IReadOnlyList<MessageFrame> messages) => Insert(messages);

    public void BeginAskingMembers() => _members.BeginAsking();

    public void Take(MemberPage page) => _members.TakeAnswer(page);

    private ViewNeeds Take(OrderedFrame frame)
    {
        if (frame.Epoch < _epoch || (frame.Epoch == _epoch && frame.Seq <= _last))
        {
            return ViewNeeds.Nothing;
        }

        _held[frame.Seq] = frame;
        return LetHeldGo();
    }

    private ViewNeeds LetHeldGo()
    {
        while (_held.Count > 0)
        {
            var (seq, frame) = _held.First();
            if (frame.Epoch > _epoch || (frame.Epoch == _epoch && seq > _last + 1))
            {
                return ViewNeeds.Hold;
            }

            _held.Remove(seq);
            if (frame.Epoch == _epoch && seq == _last + 1)
            {
                _last = seq;
                Show(frame);
            }
        }

        return ViewNeeds.Nothing;
    }

    private void Show(OrderedFrame frame)
    {
        onShown(frame);
        switch (frame)
        {
            case MessageFrame message:
                _messages[message.Seq] = message;
                break;
            case var change when MessageChanges.TargetOf(change) is { } target:
                Change(target, change);
                break;
            case JoinedFrame joined:
                _members.Add(joined.Member, joined.MemberCount);
                break;
            case LeftFrame left:
                _members.Remove(left.User.Id, left.MemberCount);
                break;
        }
    }

    private void Insert(IReadOnlyList<MessageFrame> messages)
    {
        foreach (var message in messages)
        {
            if (!_messages.TryAdd(message.Seq, message) && message.Rev > (_messages[message.Seq].Rev ?? 0))
            {
                _messages[message.Seq] = message;
            }
        }
    }

    private void Update(IReadOnlyList<Frame>? changes)
    {
        foreach (var change in changes ?? [])
        {
            if (change is MessageFrame message && _messages.ContainsKey(message.Seq))
            {
                Insert([message]);
            }
            else if (change is OrderedFrame ordered && MessageChanges.TargetOf(ordered) is { } target)
            {
                Change(target, ordered);
            }
        }
    }

    private void Change(long target, OrderedFrame change)
    {
        if (_messages.TryGetValue(target, out var known))
        {
            _messages[target] = MessageChanges.Apply(known, change, _me);
        }
    }
}
