namespace OrleansChat.LoadTest.Checking;

/// <summary>
/// Checks one room while it runs. Each place of the order is an entry, made by whoever first speaks of it (an acknowledgement or a delivery);
/// everybody after must see the same there. An entry is let go once all members that it is owed to have it and its sender has its answer, so that
/// memory follows what is in flight, not the length of the run.
/// </summary>
internal sealed class RoomChecker
{
    /// <summary>The longest run of skipped numbers that is followed number by number.</summary>
    private const int MaximumGap = 256;

    private readonly string _room;
    private readonly Findings _findings;
    private readonly MemberView[] _members;
    private readonly OrderWindow _window;
    private readonly SentMessages _messages = new();
    private int _awaited;
    private int _joined;

    public RoomChecker(string room, int members, Findings findings)
    {
        _room = room;
        _findings = findings;
        _members = [.. Enumerable.Range(0, members).Select(_ => new MemberView())];
        _awaited = members;
        _window = new OrderWindow(LetGo);
    }

    /// <summary>How many members are in the room now.</summary>
    public int JoinedMembers => _joined;

    /// <summary>A member's <c>Join</c> was answered.</summary>
    public void Joined(int member, Position head, long clock)
    {
        var view = _members[member];
        ChangePhase(view, MemberPhase.Joined);
        view.JoinedAt = view.Last = head;
        view.Clock = clock;
        SettleAll();
    }

    /// <summary>The server told a member to join again; it has owned up to what the member missed.</summary>
    public void Rejoining(int member) => ChangePhase(_members[member], MemberPhase.Rejoining);

    /// <summary>A member's connection ended.</summary>
    public void Gone(int member)
    {
        ChangePhase(_members[member], MemberPhase.Gone);
        _messages.SenderGone(member);
        SettleAll();
    }

    /// <summary>Places that are kept: in flight, or still owed to somebody.</summary>
    public int OpenEntries => _window.Count;

    /// <summary>The number in the room of the next message to be sent.</summary>
    public long NextNumber => _messages.Last + 1;

    /// <summary>A member begins to send message <see cref="NextNumber"/>; call before the bytes leave.</summary>
    public void Sent(int member, ulong fingerprint) => _messages.Add(member, fingerprint, _members[member].Acknowledged);

    /// <summary>The server took a message.</summary>
    public void Acknowledged(long number, in Acknowledgement acknowledgement)
    {
        if (_messages.Find(number) is not { } message)
        {
            Report(ViolationKind.Twice, $"message #{number} was answered twice");
            return;
        }

        message.State = SendState.Acknowledged;
        var sender = _members[message.Sender];
        sender.Acknowledged = Max(sender.Acknowledged, acknowledgement.Position);
        if (acknowledgement.Duplicate)
        {
            Report(ViolationKind.Twice, $"message #{number} was taken for a retry, and its key was never used before");
        }

        if (message.Entry is { } stands && stands.Position != acknowledgement.Position)
        {
            Report(ViolationKind.Disagreement, $"message #{number} was acknowledged at {acknowledgement.Position} and delivered at {stands.Position}");
            Settle(stands);
            return;
        }

        var entry = _window.GetOrAdd(acknowledgement.Position);
        Identify(entry, message, "the acknowledgement");
        CompareStamps(entry, acknowledgement.Id, acknowledgement.Clock, "the acknowledgement");
        Settle(entry);
    }

    /// <summary>The server refused a message.</summary>
    public void Refused(long number)
    {
        if (_messages.Find(number) is not { } message)
        {
            Report(ViolationKind.Twice, $"message #{number} was answered twice");
            return;
        }

        message.State = SendState.Refused;
        if (message.Entry is { } entry)
        {
            Report(ViolationKind.RefusedButDelivered, $"{entry} was delivered before its sending was refused");
            Settle(entry);
        }
        else
        {
            _messages.RememberRefused(message);
        }
    }

    /// <summary>A member got an ordered frame of this room.</summary>
    public void Delivered(int member, in Delivery delivery)
    {
        var view = _members[member];
        if (view.Phase != MemberPhase.Joined)
        {
            if (view.Phase == MemberPhase.Awaited)
            {
                Report(ViolationKind.OutOfOrder, $"member {member} got {delivery.Position} before its Join was answered");
            }

            return;
        }

        if (delivery.Position <= view.Last)
        {
            DeliveredLate(member, view, delivery);
            return;
        }

        NoteSkipped(member, view.Last, delivery.Position);
        if (delivery.Clock <= view.Clock)
        {
            Report(ViolationKind.ClockWentBack, $"member {member} got clock {delivery.Clock} at {delivery.Position} after clock {view.Clock} at {view.Last}");
        }

        view.Last = delivery.Position;
        view.Clock = delivery.Clock;
        See(member, _window.GetOrAdd(delivery.Position), delivery);
    }

    /// <summary>A member was told that the room goes on from a head under a new epoch.</summary>
    public void EpochBegan(int member, Position head)
    {
        var view = _members[member];
        if (view.Phase != MemberPhase.Joined)
        {
            return;
        }

        if (head.Epoch <= view.Last.Epoch)
        {
            Report(ViolationKind.OutOfOrder, $"member {member} was told of epoch {head.Epoch} in epoch {view.Last.Epoch}");
            return;
        }

        if (head.Seq > view.Last.Seq)
        {
            NoteSkipped(member, view.Last, new Position(view.Last.Epoch, head.Seq + 1));
        }

        view.Last = head;
    }

    /// <summary>A member got a frame of another room, or a message that is of no room of this run.</summary>
    public void Foreign(int member, string what) => Report(ViolationKind.Foreign, $"member {member} got {what}");

    /// <summary>The run is over and everything had time to arrive: what is still open is broken.</summary>
    public void Finish()
    {
        foreach (var entry in _window.Entries.OrderBy(entry => entry.Position).ToArray())
        {
            LetGo(entry);
        }

        foreach (var message in _messages.Open.Where(message => message.State == SendState.Sent))
        {
            Report(ViolationKind.Unanswered, $"message #{message.Number} of member {message.Sender} got no answer");
        }
    }

    private void ChangePhase(MemberView view, MemberPhase phase)
    {
        _awaited += Awaits(phase) - Awaits(view.Phase);
        _joined += Joins(phase) - Joins(view.Phase);
        view.Phase = phase;

        static int Awaits(MemberPhase phase) => phase is MemberPhase.Awaited or MemberPhase.Rejoining ? 1 : 0;
        static int Joins(MemberPhase phase) => phase is MemberPhase.Joined ? 1 : 0;
    }

    private void DeliveredLate(int member, MemberView view, in Delivery delivery)
    {
        var entry = _window.Find(delivery.Position);
        if (delivery.Position.Epoch < view.Last.Epoch && entry is null)
        {
            Report(ViolationKind.OutOfOrder, $"member {member} got {delivery.Position} after {view.Last}: the epoch went back");
        }
        else if (entry is null || entry.Seen.Contains(member) || delivery.Position <= view.JoinedAt)
        {
            // What was let go had reached everybody, so this is the second time.
            Report(ViolationKind.Twice, $"member {member} got {entry?.ToString() ?? delivery.Position.ToString()} twice");
        }
        else
        {
            Report(ViolationKind.OutOfOrder, $"member {member} got {delivery.Position} after {view.Last}");
            See(member, entry, delivery);
        }
    }

    /// <summary>Makes entries for numbers that a member has jumped over: they may come late (out of order) or never (lost).</summary>
    private void NoteSkipped(int member, Position last, Position next)
    {
        var first = next.Epoch == last.Epoch || next.Seq > last.Seq ? last.Seq + 1 : next.Seq;
        if (next.Seq - first > MaximumGap)
        {
            Report(ViolationKind.OutOfOrder, $"member {member} jumped from {last} to {next}");
            return;
        }

        for (var seq = first; seq < next.Seq; seq++)
        {
            _window.GetOrAdd(new Position(next.Epoch, seq));
        }
    }

    private void See(int member, OrderedEntry entry, in Delivery delivery)
    {
        entry.Seen.Add(member);
        if (delivery.Content == EntryContent.Message)
        {
            SeeMessage(member, entry, delivery);
        }
        else if (entry.Content == EntryContent.Message)
        {
            Report(ViolationKind.Disagreement, $"member {member} got another event in the place of {entry}");
        }
        else
        {
            entry.Content = EntryContent.Event;
        }

        CompareStamps(entry, delivery.Id, delivery.Clock, $"member {member}");
        Settle(entry);
    }

    private void SeeMessage(int member, OrderedEntry entry, in Delivery delivery)
    {
        if (delivery.Number == 0)
        {
            entry.Content = EntryContent.Message;
            Foreign(member, $"a message at {entry.Position} that is not of this room and run");
            return;
        }

        if (_messages.Find(delivery.Number) is not { } message)
        {
            entry.Content = EntryContent.Message;
            var (kind, text) = _messages.Explain(delivery.Number);
            Report(kind, $"member {member} got message #{delivery.Number} at {entry.Position}, {text}");
            return;
        }

        Identify(entry, message, $"member {member}");
        if (delivery.Sender != message.Sender || delivery.Fingerprint != message.Fingerprint)
        {
            Report(ViolationKind.Altered, $"member {member} got {entry} with another sender or body than was sent");
        }
    }

    /// <summary>Ties a place to the message that somebody says stands there.</summary>
    private void Identify(OrderedEntry entry, SentMessage message, string witness)
    {
        if (message.Entry == entry)
        {
            return;
        }

        if (entry.Content == EntryContent.Event || entry.Message is not null)
        {
            entry.Disputed = true;
            Report(ViolationKind.Disagreement, $"at {entry.Position} {witness} has message #{message.Number}, another has {entry}");
            return;
        }

        if (message.Entry is { } other)
        {
            Report(ViolationKind.Twice, $"message #{message.Number} stands at {other.Position} and at {entry.Position}");
            entry.Content = EntryContent.Message;
            return;
        }

        if (message.State == SendState.Refused)
        {
            Report(ViolationKind.RefusedButDelivered, $"message #{message.Number} was refused and stands at {entry.Position}");
        }

        if (entry.Position <= message.Floor)
        {
            Report(ViolationKind.SenderOrder, $"message #{message.Number} stands at {entry.Position}, and its sender had {message.Floor} acknowledged before");
        }

        entry.Content = EntryContent.Message;
        entry.Message = message;
        message.Entry = entry;
    }

    private void CompareStamps(OrderedEntry entry, ulong id, long clock, string witness)
    {
        if (entry.Clock == 0)
        {
            entry.Clock = clock;
        }
        else if (entry.Clock != clock)
        {
            Report(ViolationKind.Disagreement, $"{witness} has clock {clock} at {entry.Position}, another has {entry.Clock}");
        }

        if (id == 0 || id == entry.Id)
        {
            return;
        }

        if (entry.Id != 0)
        {
            Report(ViolationKind.Disagreement, $"{witness} has another id at {entry.Position} than others");
        }
        else if (!_window.TrySetId(entry, id, out var holder))
        {
            Report(ViolationKind.IdReused, $"{entry} has the id of {holder}");
        }
    }

    private void SettleAll()
    {
        if (_awaited > 0 || _window.Count == 0)
        {
            return;
        }

        foreach (var entry in _window.Entries.Where(IsWithEverybody).ToArray())
        {
            Settle(entry, known: true);
        }
    }

    private bool IsWithEverybody(OrderedEntry entry)
    {
        for (var member = 0; member < _members.Length; member++)
        {
            if (_members[member].IsOwed(entry.Position) && !entry.Seen.Contains(member))
            {
                return false;
            }
        }

        return true;
    }

    private void Settle(OrderedEntry entry, bool known = false)
    {
        var withEverybody = known || entry.Seen.Count >= _joined && IsWithEverybody(entry);
        if (withEverybody && _awaited == 0 && !entry.Disputed && entry.Content != EntryContent.Unknown && entry.Message?.State != SendState.Sent)
        {
            Remove(entry);
        }
    }

    /// <summary>Gives an entry up and counts it as lost to every member that it is still owed to.</summary>
    private void LetGo(OrderedEntry entry)
    {
        for (var member = 0; member < _members.Length; member++)
        {
            if (_members[member].IsOwed(entry.Position) && !entry.Seen.Contains(member))
            {
                Report(ViolationKind.Lost, $"member {member} never got {entry}, which {entry.Seen.Count} of {_joined} members have");
            }
        }

        Remove(entry);
    }

    private void Remove(OrderedEntry entry)
    {
        _window.Remove(entry);
        if (entry.Message is { State: not SendState.Sent } message)
        {
            _messages.Remove(message);
        }
    }

    private void Report(ViolationKind kind, string text) => _findings.Add(kind, $"{_room}: {text}");

    private static Position Max(Position left, Position right) => left > right ? left : right;
}
