using OrleansChat.Contracts;

namespace OrleansChat.Processes.Tests.Clients;

/// <summary>What one member's screen shows of a room, by the rules of the protocol. It keeps everything from the first join on, to be judged in the end.</summary>
internal sealed class RoomView(string member)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Position, MessageFrame> _messages = [];
    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>Messages in the order in which they came to be shown.</summary>
    public Sightings<MessageFrame> Shown { get; } = new($"{member}'s view");

    /// <summary>The place up to which everything is shown.</summary>
    public Position Last { get; private set; }

    /// <summary>Numbers that the server owned up to: messages there may be missing.</summary>
    public List<GapFrame> Gaps { get; } = [];

    public IReadOnlyList<MessageFrame> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages.Values];
        }
    }

    public IReadOnlyList<string> Members
    {
        get
        {
            lock (_lock)
                return [.. _members];
        }
    }

    /// <summary>What the server should not have sent, in words.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>Takes the answer of a join or of a resume.</summary>
    public void Take(Joined joined)
    {
        lock (_lock)
        {
            ShowAll(joined.Messages);
            Last = new Position(joined.Epoch, joined.Head);
            Replace(joined.Members);
        }
    }

    /// <summary>Applies a frame; true where the client must fetch after <see cref="Last"/> before it goes on.</summary>
    public bool Apply(Frame frame)
    {
        lock (_lock)
        {
            switch (frame)
            {
                case OrderedFrame ordered:
                    return Apply(ordered);
                case EpochFrame epoch:
                    ShowAll(epoch.Messages);
                    Last = new Position(epoch.Epoch, epoch.Head);
                    return false;
                case MembersFrame members:
                    Replace(members.Members);
                    return false;
                case GapFrame gap:
                    Gaps.Add(gap);
                    return true;
                default:
                    return frame is DigestFrame;
            }
        }
    }

    /// <summary>Takes what was fetched, which goes up to a number.</summary>
    public void Take(MessagePage page)
    {
        lock (_lock)
        {
            ShowAll(page.Messages);
            if (!page.HasMore && new Position(page.Epoch, page.Head).CompareTo(Last) > 0)
                Last = new Position(page.Epoch, page.Head);
        }
    }

    private bool Apply(OrderedFrame frame)
    {
        var place = new Position(frame.Epoch, frame.Seq);
        if (place.CompareTo(Last) <= 0)
            return false;
        if (place != new Position(Last.Epoch, Last.Seq + 1))
            _faults.Add($"{member} got {place} after {Last}, and nobody had said that something would be missing");

        Last = place;
        switch (frame)
        {
            case MessageFrame message:
                Show(message);
                break;
            case JoinedFrame joined:
                _members.Add(joined.Member.Id);
                break;
            case LeftFrame left:
                _members.Remove(left.User.Id);
                break;
        }

        return false;
    }

    private void ShowAll(IEnumerable<MessageFrame> messages)
    {
        foreach (var message in messages)
            Show(message);
    }

    private void Show(MessageFrame message)
    {
        if (_messages.TryAdd(new Position(message.Epoch, message.Seq), message))
            Shown.Add(message);
    }

    private void Replace(IEnumerable<MemberInfo> members)
    {
        _members.Clear();
        _members.UnionWith(members.Select(member => member.Id));
    }
}
