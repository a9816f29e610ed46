namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What waits for one slow reader, in order, and what becomes of it as more comes. Pure: no transport, no clock, no lock. Between two calls neither
/// bound is ever exceeded, and of each room the client is told everything, or what to fetch, or to join again.
/// </summary>
/// <remarks>
/// While a room's summary waits, all that comes of the room's order is folded into it: nothing of that room lies behind the summary, so that what the
/// client fetches for it cannot be overtaken by what was enqueued before.
/// </remarks>
internal sealed class OutboxQueue(OutboxOptions bounds)
{
    /// <summary>Where folding ordered frames leaves more than this waiting, it would soon be due again, so the rest is folded too.</summary>
    private const double Crowded = 0.75;

    private readonly LinkedList<Waiting> _waiting = [];
    private readonly Dictionary<(FrameKind Kind, string Room, string User), LinkedListNode<Waiting>> _latest = [];
    private readonly Dictionary<string, RoomSummary> _summaries = [];
    private SlowStep _told;

    /// <summary>The step that has been reached since the queue was last empty; it never goes down before it is empty again.</summary>
    public SlowStep Step { get; private set; }

    public int Frames => _waiting.Count;

    public int Bytes { get; private set; }

    /// <summary>Puts a frame behind all others. Returns false where it cannot be kept within the bounds: the reader is beyond help.</summary>
    public bool TryAdd(OutboundFrame frame)
    {
        Place(frame, Folding.None);
        if (!Exceeds(1))
        {
            Escalate();
            return true;
        }

        Step = SlowStep.Digest;
        Rebuild(Folding.Ordered);
        if (Exceeds(Crowded))
        {
            Rebuild(Folding.AllOfRooms);
        }

        return !Exceeds(1);
    }

    /// <summary>
    /// The frame to write next; null where nothing waits any more. A step that was reached is told before anything else: what follows it is what was
    /// thinned out.
    /// </summary>
    public OutboundFrame? Take()
    {
        if (_told < Step && _told < SlowStep.Receipts)
        {
            return ++_told == SlowStep.Signals ? SlowNotices.Signals : SlowNotices.Receipts;
        }

        if (_waiting.First is { } first)
        {
            Unlink(first);
            return first.Value.Frame ?? first.Value.Summary!.Encode();
        }

        if (_told is SlowStep.None)
        {
            return null;
        }

        _told = Step = SlowStep.None;
        return SlowNotices.None;
    }

    /// <summary>Drops what waits of a room, but for typing: the answer that the client is about to get contains it.</summary>
    public void Forget(string room)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Room == room && node.Value.Frame is not { Kind: FrameKind.Signal })
            {
                Unlink(node);
            }

            node = next;
        }
    }

    private void Escalate()
    {
        while (Step < SlowStep.Receipts && Reaches(Step is SlowStep.None ? bounds.SignalsAt : bounds.ReceiptsAt))
        {
            Step++;
            Rebuild(Folding.None);
        }
    }

    /// <summary>Puts everything that waits through the rules anew, as they are now.</summary>
    private void Rebuild(Folding folding)
    {
        Waiting[] all = [.. _waiting];
        _waiting.Clear();
        _latest.Clear();
        _summaries.Clear();
        Bytes = 0;
        foreach (var waiting in all)
        {
            if (waiting.Frame is { } frame)
            {
                Place(frame, folding);
            }
            else if (_summaries.TryGetValue(waiting.Room, out var earlier))
            {
                earlier.Fold(waiting.Summary!);
            }
            else
            {
                Append(waiting);
                _summaries.Add(waiting.Room, waiting.Summary!);
            }
        }
    }

    private void Place(OutboundFrame frame, Folding folding)
    {
        switch (frame.Kind)
        {
            case FrameKind.Ordered when folding >= Folding.Ordered:
            case FrameKind.RoomState or FrameKind.Receipt when folding is Folding.AllOfRooms:
                SummaryOf(frame.Room).Fold(frame);
                break;
            case FrameKind.Ordered or FrameKind.RoomState when _summaries.TryGetValue(frame.Room, out var summary):
                summary.Fold(frame);
                break;
            case FrameKind.Signal when folding >= Folding.Ordered:
                // A reader who is that late gains nothing from signals, and his client forgets typists by itself.
                break;
            case FrameKind.Signal when Step >= SlowStep.Signals:
            case FrameKind.Receipt or FrameKind.Contact when Step >= SlowStep.Receipts:
                AppendInPlaceOfEarlier(frame);
                break;
            default:
                Append(new Waiting(frame, null));
                break;
        }
    }

    private RoomSummary SummaryOf(string room)
    {
        if (!_summaries.TryGetValue(room, out var summary))
        {
            _summaries.Add(room, summary = new RoomSummary(room));
            Append(new Waiting(null, summary));
        }

        return summary;
    }

    /// <summary>The latest goes to the end, not where the earlier one was: it must not overtake the message that ended the earlier typing.</summary>
    private void AppendInPlaceOfEarlier(OutboundFrame frame)
    {
        var key = (frame.Kind, frame.Room, frame.User);
        if (_latest.TryGetValue(key, out var earlier))
        {
            Unlink(earlier);
        }

        _latest[key] = Append(new Waiting(frame, null));
    }

    private LinkedListNode<Waiting> Append(Waiting waiting)
    {
        Bytes += waiting.Bytes;
        return _waiting.AddLast(waiting);
    }

    private void Unlink(LinkedListNode<Waiting> node)
    {
        _waiting.Remove(node);
        Bytes -= node.Value.Bytes;
        if (node.Value.Summary is { } summary)
        {
            _summaries.Remove(summary.Room);
        }
        else if (node.Value.Frame is { Kind: FrameKind.Signal or FrameKind.Receipt or FrameKind.Contact } frame)
        {
            var key = (frame.Kind, frame.Room, frame.User);
            if (_latest.TryGetValue(key, out var latest) && latest == node)
            {
                _latest.Remove(key);
            }
        }
    }

    private bool Exceeds(double part) => Frames > bounds.Frames * part || Bytes > bounds.Bytes * part;

    private bool Reaches(double part) => Frames >= bounds.Frames * part || Bytes >= bounds.Bytes * part;

    private enum Folding
    {
        None,
        Ordered,
        AllOfRooms,
    }
}
