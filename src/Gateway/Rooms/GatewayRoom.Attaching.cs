using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>How this gateway and the room's activations find each other: what it offers, and how it catches up.</summary>
internal sealed partial class GatewayRoom
{
    private Task? _attachment;

    /// <summary>Whether something is missing that only an attachment can bring.</summary>
    public bool NeedsAttachment
    {
        get
        {
            lock (_lock)
            {
                return _needsAttachment;
            }
        }
    }

    /// <summary>Whether this gateway has not come as far as the room was a while ago.</summary>
    public bool IsBehind(Position position)
    {
        lock (_lock)
        {
            return _position != default && _position < position;
        }
    }

    /// <summary>Something must be wrong: attach.</summary>
    public void RequireAttachment()
    {
        lock (_lock)
        {
            _needsAttachment |= _position != default;
        }
    }

    /// <summary>A new activation asks what is held here; from now on nothing of an older one is taken.</summary>
    public RoomOffer Offer(RoomFence newest)
    {
        lock (_lock)
        {
            var offer = OfferLocked();
            _fence = Math.Max(_fence, newest.Epoch);
            return offer;
        }
    }

    /// <summary>What was held here when the last connection went; nothing is added to it any more.</summary>
    public RoomOffer LastOffer()
    {
        lock (_lock)
        {
            return OfferLocked();
        }
    }

    /// <summary>Where this gateway stands, for the room to compare; null where there is nothing to compare yet.</summary>
    public CheckGateway? Describe()
    {
        lock (_lock)
        {
            if (_position == default || _isAttaching)
            {
                return null;
            }

            var members = _subscriptions.FindAll(subscription => subscription.IsMember);
            return new CheckGateway(gateway, _position, members.Count, members.Sum(member => member.Id.Number));
        }
    }

    /// <summary>At most one attachment at a time; whoever asks meanwhile waits for the same one.</summary>
    public Task AttachOnceAsync(Func<Task> attach)
    {
        // It begins outside of the lock: the grain that it calls may run on this very thread.
        var begun = new TaskCompletionSource<Task>();
        Task attachment;
        lock (_lock)
        {
            if (_attachment is { IsCompleted: false })
            {
                return _attachment;
            }

            _attachment = attachment = begun.Task.Unwrap();
        }

        begun.SetResult(attach());
        return attachment;
    }

    /// <summary>Describes what this gateway holds; events wait until <see cref="CompleteAttach"/> or <see cref="AbandonAttach"/>.</summary>
    public RoomOffer BeginAttach()
    {
        lock (_lock)
        {
            _isAttaching = true;
            return OfferLocked();
        }
    }

    /// <summary>The room knows this gateway again; where something is still missing, it must attach once more.</summary>
    public Applied CompleteAttach(CatchUp catchUp)
    {
        lock (_lock)
        {
            _isAttaching = false;
            _needsAttachment = catchUp.Epoch < _fence;
            var delivered = _needsAttachment ? 0 : CatchUpLocked(catchUp);
            var applied = LetHeldGo();
            return WithRemoved(applied with { Delivered = applied.Delivered + delivered });
        }
    }

    /// <summary>The room could not be reached; what waits goes on waiting.</summary>
    public void AbandonAttach()
    {
        lock (_lock)
        {
            _isAttaching = false;
            _needsAttachment = true;
        }
    }

    private RoomOffer OfferLocked() => new()
    {
        Gateway = gateway,
        Fence = _fence,
        Epoch = _position.Epoch,
        Head = _position.Seq,
        WholeFrom = _tail.WholeFrom,
        Clock = _clock,
        Members =
        [
            .. _subscriptions.Select(subscription => new AttachedMember(
                subscription.Id, subscription.Connection.Person, subscription.ReadSeq, IsJoining: !subscription.IsMember, subscription.Connection.Role)),
        ],
        Tail = _tail.With(_held.OfType<Entry>().Concat(_shownAhead)),
        Ended = _ended,
        Founder = _founder,
    };

    /// <summary>Goes to where the room stands, and tells each member what he has not seen yet.</summary>
    private int CatchUpLocked(CatchUp catchUp)
    {
        var to = new Position(catchUp.Epoch, catchUp.Head);
        if (to <= _position && !catchUp.Diverged)
        {
            return TellLate(catchUp.Late);
        }

        var from = _position;
        _position = to;
        _fence = Math.Max(_fence, catchUp.Epoch);
        _clock = Math.Max(_clock, catchUp.Clock);
        _ended = catchUp.Ended;
        _founder = catchUp.Founder ?? _founder;
        if (catchUp.Diverged)
        {
            // What is held here belongs to another past; the members take a fresh view of the room's own.
            _shownAhead.Clear();
            _tail.Clear(catchUp.WholeFrom);
            Array.ForEach(catchUp.Missed, entry => _tail.Add(entry));
            Follow(catchUp.Missed);
            return Tell(new ResyncFrame(Id.Value, "The room went on without some of what was shown here."), to);
        }

        var fresh = Array.FindAll(catchUp.Missed, entry => entry.Seq > from.Seq);
        _tail.MissUpTo(catchUp.MissingUpTo);
        Array.ForEach(fresh, entry => _tail.Add(entry));
        var delivered = TellEpoch(catchUp, fresh, to);
        if (catchUp.MissingUpTo > from.Seq)
        {
            Tell(new GapFrame(Id.Value, from.Seq + 1, catchUp.MissingUpTo), to);
        }

        TellLate(catchUp.Late);
        Tell(new MembersFrame(Id.Value, [.. catchUp.Members.Select(Frames.Member)], catchUp.MemberCount), to);
        Follow(catchUp.Late.Concat(fresh));
        return delivered;
    }

    private int TellEpoch(CatchUp catchUp, Entry[] fresh, Position to)
    {
        // An answer may have overtaken events, so who has joined or fetched since needs less than the others; and a key or a reaction is somebody's own.
        var all = fresh.Length > 0 ? _tail.With(fresh) : [];
        var authors = all.Select(entry => entry.From.Id).ToHashSet();
        OutboundFrame? forMost = null;
        OutboundFrame Encode(Subscription? subscription)
        {
            var from = fresh.Length > 0 ? fresh[0].Seq : long.MaxValue;
            var (messages, changes) = Folding.Fold(all, subscription?.Connection.Person.Id, seq => seq >= from && subscription?.HasAnswered(seq) != true);
            return FrameEncoder.Encode(new EpochFrame(Id.Value, to.Epoch, to.Seq, Recovered: catchUp.MissingUpTo == 0, messages, changes is [] ? null : changes));
        }

        OutboundFrame EncodeFor(Subscription subscription) =>
            authors.Contains(subscription.Connection.Person.Id) || Array.Exists(fresh, entry => subscription.HasAnswered(entry.Seq)) ? Encode(subscription) : forMost ??= Encode(null);

        var delivered = TellRosterLocked();
        foreach (var subscription in _subscriptions)
        {
            delivered += subscription.Offer(() => EncodeFor(subscription), to) ? fresh.Length : 0;
        }

        return delivered;
    }
}
