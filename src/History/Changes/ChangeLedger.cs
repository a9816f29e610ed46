namespace OrleansChat.History;

/// <summary>
/// Checks what is done to the messages of one room: that each change is made once and where its author was told, and that messages look, wherever they are shown, as the changes
/// up to there leave them. It belongs to a <see cref="RoomChecker"/>, which tells it who comes, goes and is told of gaps.
/// </summary>
/// <remarks>
/// A change of which a later one leaves nothing is not kept by the room, so what answers hold is checked by what messages look like. A change counts for certain where the client was
/// shown it itself; at the end also where it was acknowledged and nobody was told of a gap there: what is lost is lost to all, and who comes later has no place of his own in the
/// order from which a gap could be told. Of all others it is open whether they are contained.
/// </remarks>
public sealed class ChangeLedger
{
    /// <summary>Changed messages that are followed; the oldest go, and are not checked any more.</summary>
    private const int MaximumMessages = 256;

    /// <summary>Changes of one message that are followed; beyond it the message is not checked any more.</summary>
    private const int MaximumChanges = 512;

    // The one code that says that the key stands for something else.
    private const string KeyReused = "KEY_REUSED";

    /// <summary>Refusals that leave open whether the change was made.</summary>
    private static readonly HashSet<string> Uncertain = ["UNAVAILABLE", "INTERNAL"];

    private readonly RoomFindings _findings;
    private readonly RoomClients _clients;
    private readonly RoomOrder _order;
    private readonly Dictionary<long, ChangedMessage> _messages = [];
    private readonly Queue<ChangedMessage> _oldest = new();
    private readonly Dictionary<(int User, long Key), SentChange> _sent = [];
    private readonly Dictionary<int, ToldRanges> _gaps = [];
    private ToldRanges _gapsOfAll = new();
    private readonly Dictionary<long, (int Client, ShownMessage Shown)> _final = [];
    private long _letGoUpTo;

    internal ChangeLedger(RoomFindings findings, RoomClients clients, RoomOrder order) => (_findings, _clients, _order) = (findings, clients, order);

    /// <summary>Whether something was done to a message, so that it must be told how clients show it.</summary>
    public bool Knows(long message) => _messages.ContainsKey(message);

    /// <summary>A client begins to ask for a change, or to ask again under the same key; call before the bytes leave. Keys are those of messages too, and grow with them.</summary>
    public void Invoked(int client, int user, long key, in MessageChange change)
    {
        if (!_sent.TryGetValue((user, key), out var sent))
        {
            var view = _clients[client];
            view.User ??= _clients.User(user);
            _sent.Add((user, key), sent = new SentChange(_clients.User(user), key, change, view.Acknowledged));
            Follow(change.Target)?.Sent.Add(sent);
        }

        sent.Begin(client);
    }

    /// <summary>The server answered where the change stands; where there was nothing to do, that is where the message stands or another change that does the same.</summary>
    public void Acknowledged(int client, long key, in Acknowledgement acknowledgement)
    {
        if (End(client, key) is not { } sent)
        {
            return;
        }

        var place = acknowledgement.Position;
        if (sent.AcknowledgedAt is { } earlier)
        {
            if (earlier != place)
            {
                _findings.Add(ViolationKind.KeyWindow, $"{sent} was acknowledged at {earlier}, and its retry at {place}");
            }

            return;
        }

        sent.AcknowledgedAt = place;
        sent.IsUncertain = false;
        if (place.Seq > _letGoUpTo && sent.What.Target > _letGoUpTo)
        {
            Place(client, sent, acknowledgement);
        }
    }

    /// <summary>The server refused a change; codes that leave the outcome open count as <see cref="Unknown"/>.</summary>
    public void Refused(int client, long key, string code = "")
    {
        if (Uncertain.Contains(code))
        {
            Unknown(client, key);
        }
        else if (End(client, key) is { IsPending: false, IsUncertain: false, AcknowledgedAt: null } sent)
        {
            sent.IsRefused = true;
            if (code == KeyReused)
            {
                _findings.Add(ViolationKind.KeyWindow, $"{sent} was refused as something else under a used key, and its key had no other use");
            }

            if (sent.Entry is not { } entry)
            {
                return;
            }

            sent.Entry = null;
            if (_messages.GetValueOrDefault(sent.What.Target)?.Sent.Find(other => other != sent && MayStandAt(other, entry)) is { } other)
            {
                // Two did the same, and it was the other one that was shown.
                other.Entry = entry;
            }
            else
            {
                _findings.Add(ViolationKind.RefusedButDelivered, $"{sent} was delivered at {entry.Place} before it was refused");
            }
        }
    }

    /// <summary>An asking will not be answered any more; a retry with the same key may follow.</summary>
    public void Unknown(int client, long key)
    {
        if (End(client, key) is { } sent)
        {
            sent.IsUncertain = true;
        }
    }

    /// <summary>A client shows messages to which something was done. Tell it after every answer and every change that it took.</summary>
    /// <param name="client">The client.</param>
    /// <param name="upTo">The number up to which it shows the room.</param>
    /// <param name="messages">How it shows those that have a <see cref="ShownMessage.Rev"/>, or that the ledger <see cref="Knows"/>.</param>
    public void Shows(int client, long upTo, IEnumerable<ShownMessage> messages)
    {
        // What comes before the answer to a join does not count.
        foreach (var shown in _clients[client].Phase == ClientPhase.Joined ? messages : [])
        {
            Check(client, upTo, shown, isFinal: false);
        }
    }

    /// <summary>
    /// What a client shows in the end, when everything had time to arrive: all that was acknowledged must be in it, and it must be what others show. Tell only messages that the room
    /// still keeps: of older ones reactions are not told to who was away.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="upTo">The number up to which it shows the room.</param>
    /// <param name="messages">All that it shows.</param>
    public void ShowsInTheEnd(int client, long upTo, IEnumerable<ShownMessage> messages)
    {
        foreach (var shown in messages)
        {
            Check(client, upTo, shown, isFinal: true);
            if (HasGapIn(client, shown.Seq))
            {
                continue;
            }

            if (!_final.TryAdd(shown.Seq, (client, shown)) && _final[shown.Seq] is var other && !other.Shown.IsLike(shown))
            {
                _findings.Add(ViolationKind.Disagreement, $"member {client} shows message {shown.Seq} as {shown}, member {other.Client} as {other.Shown}");
            }
        }
    }

    /// <summary>A client shows a change that came as a frame of its own.</summary>
    internal void Shown(int client, Position place, in MessageChange change)
    {
        if (change.Target >= place.Seq)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {client} got at {place} a change of message {change.Target}, which is not before it");
        }

        if (Follow(change.Target) is not { } message)
        {
            return;
        }

        var entry = message.At(place);
        if (entry is null)
        {
            entry = message.Add(place, change);
            Identify(message, entry, client);
        }
        else if (entry.What.DoesTheSameAs(change))
        {
            // Who did it was a guess as long as only an answer had spoken of it.
            entry.What = change;
        }

        entry.Seen.Add(client);
    }

    /// <summary>A client's view is replaced: what it was shown and told before does not count any more.</summary>
    internal void Begin(int client)
    {
        _gaps.Remove(client);
        foreach (var change in _messages.Values.SelectMany(message => message.Placed))
        {
            change.Seen.Remove(client);
        }
    }

    internal void GapTold(int client, long from, long to)
    {
        if (!_gaps.TryGetValue(client, out var gaps))
        {
            _gaps.Add(client, gaps = new ToldRanges());
        }

        gaps.Add(from, to, isGap: true);
        _gapsOfAll.Add(from, to, isGap: true);
    }

    /// <summary>A client's connection ended: nothing that it asked for will be answered there.</summary>
    internal void Gone(int client)
    {
        foreach (var sent in _sent.Values)
        {
            while (sent.TryEnd(client))
            {
                sent.IsUncertain |= sent.AcknowledgedAt is null;
            }
        }
    }

    internal void Emptied(Position last)
    {
        _letGoUpTo = Math.Max(_letGoUpTo, last.Seq);
        _messages.Clear();
        _oldest.Clear();
        _gaps.Clear();
        _gapsOfAll = new ToldRanges();
        foreach (var key in _sent.Where(sent => !sent.Value.IsOpen).Select(sent => sent.Key).ToArray())
        {
            _sent.Remove(key);
        }
    }

    internal void Finish()
    {
        foreach (var sent in _sent.Values.Where(sent => sent.IsPending))
        {
            _findings.Add(ViolationKind.Unanswered, $"{sent} got no answer");
        }
    }

    private SentChange? End(int client, long key)
    {
        var user = _clients[client].User;
        if (user is not null && _sent.TryGetValue((user.Number, key), out var sent) && sent.TryEnd(client))
        {
            return sent;
        }

        _findings.Add(ViolationKind.Twice, $"change #{key} of user {user?.Number} was answered twice");
        return null;
    }

    /// <summary>Ties a change to the place that it was promised.</summary>
    private void Place(int client, SentChange sent, in Acknowledgement acknowledgement)
    {
        var place = acknowledgement.Position;
        var what = sent.What;
        if (acknowledgement.Duplicate && place.Seq == what.Target && !what.IsOn)
        {
            // There was nothing to take back.
            return;
        }

        if (place.Seq <= what.Target)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"{sent} was acknowledged at {place}, which is not behind its message");
            return;
        }

        if (!acknowledgement.Duplicate || sent.Entry?.Place == place)
        {
            CheckSender(sent, place);
            sent.User.Acknowledged = Position.Max(sent.User.Acknowledged, place);
            _clients[client].Acknowledged = Position.Max(_clients[client].Acknowledged, place);
        }

        if (Follow(what.Target) is not { } message)
        {
            return;
        }

        var entry = message.At(place) ?? message.Add(place, what);
        if (!entry.What.DoesTheSameAs(what) || !_order.PromiseChange(place, acknowledgement.Clock, acknowledgement.Duplicate ? null : what.Fingerprint))
        {
            _findings.Add(acknowledgement.Duplicate ? ViolationKind.KeyWindow : ViolationKind.Disagreement, $"{sent} was acknowledged at {place}, where something else stands");
            return;
        }

        entry.IsAcknowledged = true;
        if (!acknowledgement.Duplicate)
        {
            Move(message, sent, entry);
        }
    }

    private void CheckSender(SentChange sent, Position place)
    {
        if (place <= sent.Floor)
        {
            _findings.Add(ViolationKind.SenderOrder, $"{sent} stands at {place}, and its sender had {sent.Floor} acknowledged before");
        }
    }

    /// <summary>The change stands here and nowhere else, but for a place that went with its activation.</summary>
    private void Move(ChangedMessage message, SentChange sent, PlacedChange entry)
    {
        var before = sent.Entry;
        var holder = message.Sent.Find(other => other != sent && other.Entry == entry);
        sent.Entry = entry;
        if (holder is not null)
        {
            // Two did the same, and which of them was shown here was a guess.
            holder.Entry = before;
        }
        else if (before is not null && before != entry && before.Place.Epoch == entry.Place.Epoch && !message.Sent.Exists(other => other != sent && MayStandAt(other, before)))
        {
            _findings.Add(
                sent.Attempts > 1 ? ViolationKind.KeyWindow : ViolationKind.Disagreement, $"{sent} was acknowledged at {entry.Place} and delivered at {before.Place}");
        }
    }

    /// <summary>Finds whose change it is that somebody is shown.</summary>
    private void Identify(ChangedMessage message, PlacedChange entry, int client)
    {
        var what = entry.What;
        var alike = message.Sent.FindAll(sent => sent.What == what);
        if ((alike.Find(sent => sent.Entry is null && MayStandAt(sent, entry)) ?? alike.Find(sent => MayStandAt(sent, entry))) is { } sent)
        {
            sent.Entry = entry;
            return;
        }

        var stands = alike.Find(other => other.Entry is not null || other.AcknowledgedAt is not null);
        var (kind, why) = alike.Count == 0 ? (ViolationKind.Phantom, "nobody asked for")
            : alike.Exists(other => other.IsRefused) ? (ViolationKind.RefusedButDelivered, "was refused")
            : (alike.Exists(other => other.Attempts > 1) ? ViolationKind.KeyWindow : ViolationKind.Twice, $"stands at {stands?.AcknowledgedAt ?? stands?.Entry?.Place}");
        _findings.Add(kind, $"member {client} got {entry}, which {why}");
    }

    /// <summary>
    /// Whether it may be this change that stands at a place: it has no other, or the other went with its activation, or its answer spoke of another change that does the same.
    /// </summary>
    private static bool MayStandAt(SentChange sent, PlacedChange entry)
    {
        if (sent.What != entry.What || sent.IsRefused)
        {
            return false;
        }

        if (sent.AcknowledgedAt is { } promised)
        {
            return promised == entry.Place || (promised.Epoch != entry.Place.Epoch && entry.Place < promised) || sent.Entry is null;
        }

        return sent.Entry is null || sent.Entry == entry || sent.Entry.Place.Epoch != entry.Place.Epoch;
    }

    private ChangedMessage? Follow(long seq)
    {
        if (seq <= _letGoUpTo)
        {
            return null;
        }

        if (!_messages.TryGetValue(seq, out var message))
        {
            _messages.Add(seq, message = new ChangedMessage(seq));
            _oldest.Enqueue(message);
        }

        while (_messages.Count > MaximumMessages || message.Placed.Count > MaximumChanges || message.Sent.Count > MaximumChanges)
        {
            var oldest = _oldest.Dequeue();
            _letGoUpTo = Math.Max(_letGoUpTo, oldest.Seq);
            _messages.Remove(oldest.Seq);
            foreach (var sent in oldest.Sent.Where(sent => !sent.IsPending))
            {
                _sent.Remove((sent.User.Number, sent.Key));
            }

            if (oldest == message)
            {
                return null;
            }
        }

        return message;
    }

    private bool HasGapIn(int client, long message) =>
        _gaps.TryGetValue(client, out var gaps) && _messages.TryGetValue(message, out var changed) && changed.Placed.Any(change => gaps.Covers(change.Place.Seq));

    private void Check(int client, long upTo, in ShownMessage shown, bool isFinal)
    {
        if (shown.Seq <= _letGoUpTo)
        {
            return;
        }

        if (!_messages.TryGetValue(shown.Seq, out var message))
        {
            if (shown.Rev != 0)
            {
                _findings.Add(ViolationKind.Phantom, $"member {client} shows message {shown.Seq} as {shown}, to which nobody did anything");
            }

            return;
        }

        new MessageCheck(_findings, message, shown, client, _clients[client].User?.Number, Math.Max(upTo, shown.Rev), IsCertain).Run();

        bool IsCertain(PlacedChange change) => change.Seen.Contains(client) || (isFinal && change.IsAcknowledged && !_gapsOfAll.Covers(change.Place.Seq));
    }
}
