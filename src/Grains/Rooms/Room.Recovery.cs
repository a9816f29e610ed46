namespace OrleansChat.Grains.Rooms;

/// <summary>How a room outlives its activations: the gateways that have members in it are its replicas.</summary>
internal sealed partial class Room
{
    private readonly Lineage _lineage = new();
    private long _forgottenUpTo;
    private long _awaitedUntil;

    /// <summary>
    /// Where a client's view may differ from the room although its last position is of this room's past: from the lowest number that was brought
    /// late, to this activation or to it but not to the one before, or that may be missing here, to the head of then. A client whose last position lies
    /// there takes a fresh view; one that has come further did so before.
    /// </summary>
    private (long From, long To) _doubtful;

    /// <summary>
    /// Whether nothing is known of the past although there may be one: nobody who answered held anything, and some did not answer. The first of
    /// them to come says which past it is.
    /// </summary>
    private bool _isPastUnheard;

    /// <summary>
    /// Whether members may still come back of whom this activation does not know: their gateway was lost together with the last activation, and only
    /// a replica was left. Until then the room is not forgotten although it is empty.
    /// </summary>
    public bool IsAwaited => _awaitedUntil > 0;

    private bool WasUsed { get; set; }

    /// <summary>
    /// Makes the union of what the gateways hold the beginning of this activation. It knows the past exactly when all that are alive have
    /// answered; otherwise everything before its first number may be incomplete.
    /// </summary>
    /// <returns>What each of these gateways needs to follow.</returns>
    public IReadOnlyDictionary<GatewayId, CatchUp> Recover(IReadOnlyCollection<RoomOffer> offers, bool allAnswered, long now)
    {
        var holders = offers.Where(offer => !offer.IsEmpty).OrderByDescending(offer => offer.Epoch).ToArray();
        if (holders.Length == 0)
        {
            _isPastUnheard = !allAnswered;
            _ring.MissUpTo(allAnswered ? 0 : Head);
            return new Dictionary<GatewayId, CatchUp>();
        }

        // The gateway with the highest epoch says which epochs are this room's past; one that stands in no part of that past knows another life
        // of the room, which was forgotten since.
        WasUsed = true;
        var related = holders.Where(offer => IsRelated(holders[0], offer)).Select(offer => WithoutForgotten(offer, holders[0])).ToArray();
        foreach (var offer in related)
        {
            TakeLineage(offer);
        }

        TakeEntries(related.SelectMany(Held), out var doubles);
        foreach (var (attached, head) in holders.SelectMany(offer => offer.Members.Select(member => (member, offer.Head))).Where(held => !held.member.IsJoining))
        {
            if (MayStay(attached.Person.Id, head, now))
            {
                Admit(attached);
                _membership.Hear(attached.Subscription.Gateway);
            }
        }

        Founder = related.FirstOrDefault(offer => offer.Founder is not null)?.Founder;
        foreach (var offer in related)
        {
            Doubt([.. Late(offer).Select(message => message.Seq), .. offer.Tail.Select(message => message.Seq).Where(doubles.Contains)], offer.Head);
        }

        var wholeFrom = Recovery.WholeFrom(related);
        if (IsHole(wholeFrom))
        {
            // A client may show what was lost there, and its key with it: said again, it would stand twice before him.
            Doubt([wholeFrom], Head);
        }

        _ring.MissUpTo(allAnswered ? wholeFrom : Head);
        _awaitedUntil = IsEmpty && _limits.Grace > TimeSpan.Zero ? now + (long)_limits.Grace.TotalMilliseconds : 0;
        if (IsForgotten)
        {
            Forget();
        }

        return holders.ToDictionary(offer => offer.Gateway, offer => CatchUpFrom(offer, !IsRelated(holders[0], offer) || Differs(offer, doubles)));
    }

    /// <summary>
    /// Takes over what a gateway holds that could not be asked when this activation began, or that has lost touch with it since. Its list of
    /// subscriptions is the truth about them; its messages of the time before go to where their numbers say, and the others are told.
    /// </summary>
    public CatchUp Attach(RoomOffer offer, long now)
    {
        var isRelated = IsOfThisLife(offer);
        var held = offer.Members.Select(member => member.Subscription).ToHashSet();
        foreach (var (subscription, user) in _membership.SubscriptionsOf(offer.Gateway).Where(known => !held.Contains(known.Subscription)))
        {
            End(subscription, user, LeaveReason.Disconnected, now);
        }

        foreach (var attached in offer.Members.Where(
            member => !member.IsJoining && !_ended.Contains(member.Subscription) && MayStay(member.Person.Id, offer.Head, now)))
        {
            if (Admit(attached))
            {
                SayJoined(attached.Person, now);
            }
        }

        WasUsed |= !IsEmpty;
        Founder ??= isRelated ? offer.Founder : null;
        TakeLate(offer, isRelated, out var doubles);
        return CatchUpFrom(offer, !isRelated || doubles.Overlaps(offer.Tail.Select(message => message.Seq)));
    }

    /// <summary>Takes over the messages of a gateway that did not answer when this activation began. Its members it brings itself, when it attaches.</summary>
    public void Hear(RoomOffer offer) => TakeLate(offer, IsOfThisLife(offer), out _);

    /// <summary>Whether a gateway and this activation have the same idea of each other.</summary>
    public RoomChecked Check(CheckGateway gateway)
    {
        var knows = gateway.Position.Epoch == Epoch && _membership.Matches(gateway.Gateway, gateway.Subscriptions, gateway.Fingerprint);
        if (knows && gateway.Position.Seq == Head)
        {
            _membership.Hear(gateway.Gateway);
        }

        return new RoomChecked(knows, new Position(Epoch, Head));
    }

    private static bool IsRelated(RoomOffer newest, RoomOffer offer) =>
        offer.Epoch == 0 || offer.Epoch == newest.Epoch || newest.Ended.Any(end => end.Epoch == offer.Epoch);

    private bool IsOfThisLife(RoomOffer offer) => offer.Epoch == Epoch ? offer.Head >= _forgottenUpTo : IsPast(offer);

    private void TakeLate(RoomOffer offer, bool isRelated, out HashSet<long> doubles)
    {
        doubles = [];
        if (!isRelated || IsEmpty)
        {
            return;
        }

        offer = WithoutForgotten(offer, offer);
        _isPastUnheard &= (offer.Epoch == 0 || offer.Epoch == Epoch) && Array.TrueForAll(offer.Spare, message => message.Epoch == Epoch);
        TakeLineage(offer);
        var late = TakeEntries(Held(offer), out doubles);
        if (late.Length > 0)
        {
            Doubt([late[0].Seq], Head);
            foreach (var ban in late.OfType<Ruling>().Where(static ruling => ruling.Removes))
            {
                if (_membership.Find(ban.Subject!.Id) is { } member && _ring.Rulings.Holding(RulingKind.Banned, member.Person.Id, _lastAt) is not null)
                {
                    member.IsRemoved = true;
                }
            }

            _pending.Add(new LateEntries { Room = _id, Epoch = Epoch, From = late[0].Seq, To = late[^1].Seq, Entries = late });
        }
    }

    /// <summary>Messages with these numbers were not shown, or shown and taken back, to who had come as far as this head.</summary>
    private void Doubt(long[] numbers, long head)
    {
        if (numbers.Length > 0)
        {
            _doubtful = (_doubtful.To == 0 ? numbers.Min() : Math.Min(_doubtful.From, numbers.Min()), Math.Max(_doubtful.To, head));
        }
    }

    /// <summary>
    /// Whether messages up to this number are missing, or were brought late, that the ring would still have. Where it has let them go, or an activation
    /// began there that never heard of any, nobody shows something else than the room has.
    /// </summary>
    private bool IsHole(long wholeFrom)
    {
        var below = _ring.MessagesUpTo(wholeFrom);
        var epoch = RoomNumbers.EpochAbove(wholeFrom);
        var isBeginning = RoomNumbers.Before(epoch) == wholeFrom && _lineage.ContainsEpoch(epoch) && below == 0;
        return wholeFrom > 0 && _ring.Messages - below < _limits.RingMessages && !isBeginning;
    }

    /// <summary>
    /// Leaves out what a gateway holds as a replica of a life of the room of which nobody who stands in this one knows: that life was forgotten. While
    /// nothing is known of the past at all, it is taken for the past.
    /// </summary>
    private RoomOffer WithoutForgotten(RoomOffer offer, RoomOffer newest) => offer with
    {
        Spare = Array.FindAll(
            offer.Spare,
            message => _isPastUnheard || message.Epoch >= newest.Epoch || newest.Ended.Any(end => end.Epoch == message.Epoch) || _lineage.ContainsEpoch(message.Epoch)),
    };

    /// <summary>All messages that a gateway holds, shown to its members or not.</summary>
    private static IEnumerable<Entry> Held(RoomOffer offer) => offer.Tail.Concat(offer.Spare);

    /// <summary>Whether a gateway of an earlier epoch stands in this room's past, or in what came between that past and this activation.</summary>
    private bool IsPast(RoomOffer offer) => offer.Epoch == 0
        || _isPastUnheard
        || _lineage.ContainsEpoch(offer.Epoch)
        || Array.Exists(offer.Ended, end => _lineage.ContainsEpoch(end.Epoch));

    /// <summary>Whether a gateway that stands at this head has yet to hear that one of its members must leave.</summary>
    private bool MayStay(UserId user, long head, long now) =>
        _ring.Rulings.Count == 0 || (Barred(user, now) is null && !(_ring.Rulings.LastRemoval(user)?.Seq > head));

    private bool Admit(AttachedMember attached)
    {
        var (member, isNew) = _membership.Add(attached.Subscription, attached.Person);
        member.Role = attached.Role;
        member.ReadSeq = Math.Max(member.ReadSeq, attached.ReadSeq);
        return isNew;
    }

    private void TakeLineage(RoomOffer offer)
    {
        _clock.Observe(offer.Clock);
        foreach (var end in offer.Ended.Append(new EpochEnd(offer.Epoch, offer.Head)).Where(end => end.Epoch != 0 && end.Epoch < Epoch))
        {
            _lineage.Add(end.Epoch, end.Head);
        }

        foreach (var message in Held(offer).Where(message => message.Epoch < Epoch))
        {
            _lineage.Add(message.Epoch, message.Seq);
        }
    }

    /// <summary>
    /// Adds entries that are not here yet. One whose key stands here under another number was said again after its first answer was lost: the one
    /// that is here stays the only one.
    /// </summary>
    /// <param name="entries">The entries.</param>
    /// <param name="doubles">The numbers of those that were left out for that.</param>
    /// <returns>Those that were added, oldest first.</returns>
    private Entry[] TakeEntries(IEnumerable<Entry> entries, out HashSet<long> doubles)
    {
        var added = new List<Entry>();
        doubles = [];
        foreach (var entry in entries.OrderBy(entry => entry.Seq).Where(entry => entry.Seq > _forgottenUpTo))
        {
            var key = MessageKey.Of(entry.From.Id, entry.Key);
            if (_keys.Answer(key) is { } known)
            {
                if (known.Seq != entry.Seq)
                {
                    doubles.Add(entry.Seq);
                }
            }
            else if (!_ring.Contains(entry.Seq))
            {
                _keys.Remember(key, KeyWindow.ContentOf(entry), PlaceOf(entry));
                added.Add(entry);
                _lastAt = Math.Max(_lastAt, entry.At);
                _clock.Observe(entry.Clock);
            }
        }

        if (added.Count > 0)
        {
            _ring.Merge(added);
        }

        // Of a change that a later one has replaced there is nothing to tell.
        return [.. added.Where(entry => entry is MessagePosted || _ring.Contains(entry.Seq))];
    }

    /// <summary>
    /// Whether a gateway's members were shown something else than what the union now says up to their own head: a message that was left out, or not
    /// one that stands there. Where two activations ran at once, both can be.
    /// </summary>
    private bool Differs(RoomOffer offer, HashSet<long> doubles)
    {
        var seen = offer.Tail.Select(message => message.Seq).ToHashSet();
        return doubles.Overlaps(seen)
            || _ring.After(offer.WholeFrom).Any(message => message.Seq <= offer.Head && !seen.Contains(message.Seq));
    }

    private Entry[] Late(RoomOffer offer)
    {
        if (offer.Epoch == 0)
        {
            return [];
        }

        // A full tail has let go what is older than its oldest; that is not news.
        var held = offer.Tail.Select(message => message.Seq).ToHashSet();
        var above = offer.Tail.Count(entry => entry is MessagePosted) >= _limits.RingMessages ? offer.Tail.First(entry => entry is not Ruling).Seq : 0;
        return Array.FindAll(_ring.After(above), message => message.Seq <= offer.Head && !held.Contains(message.Seq));
    }

    private CatchUp CatchUpFrom(RoomOffer offer, bool diverged) => new()
    {
        Epoch = Epoch,
        Head = Head,
        Clock = _clock.Now,
        Missed = diverged ? _ring.All : _ring.After(offer.Head),
        Late = diverged ? [] : Late(offer),
        WholeFrom = WholeFrom,
        MissingUpTo = offer.Head < WholeFrom ? WholeFrom : 0,
        Diverged = diverged,
        Members = PageOf(null, _limits.MembersInSnapshot),
        MemberCount = _membership.Count,
        Founder = Founder,
        Ended = _lineage.ToArray(),
    };

    private bool IsPartOfHistory(Position position) =>
        position.Seq >= WholeFrom && (position.Seq < _doubtful.From || position.Seq > _doubtful.To) && (position.Epoch == Epoch ? position.Seq <= Head : _lineage.Contains(position));
}
