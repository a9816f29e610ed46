namespace OrleansChat.History;

/// <summary>Compares what clients are shown with what was sent and with what others are shown.</summary>
internal sealed class RoomWitness(RoomFindings findings, RoomClients clients, SentMessages messages, RoomOrder order)
{
    private readonly HashSet<(int User, long Key)> _listed = [];
    private long _promisedEpoch;
    private long _lastSentInPromised;
    private long _lastSentBefore;

    /// <summary>A client shows an ordered frame that came alone.</summary>
    public void Show(ClientView view, in Delivery delivery)
    {
        if (EntryFor(delivery) is { } entry)
        {
            See(view, entry, delivery);
        }
        else
        {
            CompareSettled(view, delivery);
        }
    }

    /// <summary>A client shows messages that came as a list, oldest first.</summary>
    /// <param name="view">The client.</param>
    /// <param name="list">The messages.</param>
    /// <param name="forgotten">The room's last place when it was last empty.</param>
    /// <param name="upTo">The last place that the list may speak of.</param>
    /// <param name="mayRepeat">Whether the list may hold what the client has already.</param>
    public void ShowAll(ClientView view, ReadOnlySpan<Delivery> list, Position forgotten, Position upTo, bool mayRepeat)
    {
        var (last, clock) = (default(Position), 0L);
        _listed.Clear();
        foreach (ref readonly var delivery in list)
        {
            var place = delivery.Position;
            if (place <= last || place > upTo)
            {
                findings.Add(ViolationKind.OutOfOrder, $"member {view.Number} got {place} after {last} in a list that goes to {upTo}");
            }
            else if (delivery.Clock <= clock)
            {
                findings.Add(ViolationKind.ClockWentBack, $"member {view.Number} got clock {delivery.Clock} at {place} after clock {clock} at {last} in a list");
            }

            (last, clock) = (place, delivery.Clock);
            if (place <= forgotten)
            {
                findings.Add(ViolationKind.Resurrected, $"member {view.Number} got {place} in a list, and the room was empty at {forgotten}");
            }
            else if (delivery.Key != 0 && !_listed.Add((delivery.User, delivery.Key)))
            {
                var kind = messages.Find(delivery.User, delivery.Key) is { } message ? SecondPlace(message) : ViolationKind.Twice;
                findings.Add(kind, $"member {view.Number} got message #{delivery.Key} of user {delivery.User} twice in a list");
            }
            else
            {
                ShowListed(view, delivery, mayRepeat);
            }
        }
    }

    /// <summary>Ties a place to the message that somebody says stands there.</summary>
    /// <param name="entry">The place.</param>
    /// <param name="message">The message.</param>
    /// <param name="client">Who says so; null for the answer to its sender.</param>
    /// <param name="isDuplicate">Whether that answer was the one for a retry.</param>
    public void Identify(OrderedEntry entry, SentMessage message, int? client, bool isDuplicate = false)
    {
        if (entry.Message == message)
        {
            return;
        }

        if (entry.Content is EntryContent.Event or EntryContent.Arrival or EntryContent.Change || entry.Message is not null)
        {
            entry.Disputed = true;
            var kind = isDuplicate ? ViolationKind.KeyWindow : ViolationKind.Disagreement;
            findings.Add(kind, $"at {entry.Position} {RoomOrder.Who(client)} has {message}, another has {entry}");
            return;
        }

        entry.Content = EntryContent.Message;
        var known = message.Entry?.Position ?? message.AcknowledgedAt ?? entry.Position;
        if (known != entry.Position && !message.CanMove(known, entry.Position))
        {
            findings.Add(SecondPlace(message), $"{message} stands at {known} and at {entry.Position}");
            return;
        }

        entry.Message = message;
        if (message.Entry is { } other)
        {
            message.AddFormer(other.Position < entry.Position ? other : entry);
            message.StandAt(other.Position < entry.Position ? entry : other);
        }
        else
        {
            message.StandAt(entry);
        }

        CheckPlace(entry, message);
    }

    /// <summary>A message was promised a place: activations of later epochs begin after it was sent.</summary>
    public void Promised(Position place, long sentAt)
    {
        if (place.Epoch > _promisedEpoch)
        {
            (_promisedEpoch, _lastSentBefore, _lastSentInPromised) = (place.Epoch, Math.Max(_lastSentBefore, _lastSentInPromised), sentAt);
        }
        else if (place.Epoch == _promisedEpoch)
        {
            _lastSentInPromised = Math.Max(_lastSentInPromised, sentAt);
        }
        else
        {
            _lastSentBefore = Math.Max(_lastSentBefore, sentAt);
        }
    }

    /// <summary>A moment that an activation is certainly younger than.</summary>
    public long BeganAfter(long epoch) =>
        epoch > _promisedEpoch ? Math.Max(_lastSentBefore, _lastSentInPromised) : epoch == _promisedEpoch ? _lastSentBefore : 0;

    private static ViolationKind SecondPlace(SentMessage message) =>
        message.Attempts > 1 || message.IsRepeat ? ViolationKind.KeyWindow : ViolationKind.Twice;

    private void ShowListed(ClientView view, in Delivery delivery, bool mayRepeat)
    {
        var entry = EntryFor(delivery);
        var has = entry is not null
            ? entry.Seen.Contains(view.Number)
            : delivery.Position > view.JoinedAt && delivery.Position <= view.Last && !view.Passed(delivery.Position);
        if (has)
        {
            if (!mayRepeat)
            {
                findings.Add(ViolationKind.Twice, $"member {view.Number} got {entry?.ToString() ?? delivery.Position.ToString()} twice");
            }
        }
        else if (entry is not null)
        {
            See(view, entry, delivery);
        }
        else
        {
            CompareSettled(view, delivery);
        }
    }

    /// <summary>The entry of a place; null where it was let go because everybody who was there had it.</summary>
    private OrderedEntry? EntryFor(in Delivery delivery)
    {
        var entry = order.Find(delivery.Position);
        if (entry is not null || order.MayBeSettled(delivery.Position) && messages.Find(delivery.User, delivery.Key) is not { IsOpen: true })
        {
            return entry;
        }

        return order.GetOrAdd(delivery.Position);
    }

    /// <summary>A place that was let go can only be compared with what is remembered of the message.</summary>
    private void CompareSettled(ClientView view, in Delivery delivery)
    {
        if (delivery.Content != EntryContent.Message)
        {
            return;
        }

        if (delivery.Key == 0)
        {
            ReportForeign(view, delivery);
        }
        else if (messages.Find(delivery.User, delivery.Key) is { } message)
        {
            var stands = message.Entry?.Position ?? message.AcknowledgedAt ?? delivery.Position;
            if (stands != delivery.Position)
            {
                findings.Add(SecondPlace(message), $"{message} stands at {stands} and at {delivery.Position}");
            }
        }
        else if (SentMessages.Explain(clients.FindUser(delivery.User), delivery.Key) is { Kind: not ViolationKind.Twice } explained)
        {
            ReportUnsent(view, delivery, explained);
        }
    }

    private void See(ClientView view, OrderedEntry entry, in Delivery delivery)
    {
        entry.Seen.Add(view.Number);
        if (delivery.Content == EntryContent.Message)
        {
            SeeMessage(view, entry, delivery);
        }
        else
        {
            SeeEvent(view, entry, delivery);
        }

        order.CompareStamps(entry, delivery.Id, delivery.Clock, view.Number);
        order.Settle(entry);
    }

    private void SeeMessage(ClientView view, OrderedEntry entry, in Delivery delivery)
    {
        if (delivery.Key == 0)
        {
            entry.Content = EntryContent.Message;
            ReportForeign(view, delivery);
            return;
        }

        var message = entry.Message is { } here && here.Key == delivery.Key && here.User.Number == delivery.User
            ? here
            : messages.Find(delivery.User, delivery.Key);
        if (message is null)
        {
            entry.Content = EntryContent.Message;
            ReportUnsent(view, delivery, SentMessages.Explain(clients.FindUser(delivery.User), delivery.Key));
            return;
        }

        Identify(entry, message, view.Number);
        if (message.FormerEntries.Count > 0)
        {
            FindShownTwice(view, entry, message);
        }

        view.AsOf = Math.Max(view.AsOf, message.At);
        if (delivery.Fingerprint != 0 && !message.Allows(delivery.Fingerprint))
        {
            findings.Add(ViolationKind.Altered, $"member {view.Number} got {entry} with another body than was sent");
        }
    }

    private void SeeEvent(ClientView view, OrderedEntry entry, in Delivery delivery)
    {
        var isChange = delivery.Content == EntryContent.Change;
        if (entry.Content == EntryContent.Message
            || isChange && entry.Content is EntryContent.Event or EntryContent.Arrival
            || entry.Fingerprint != 0 && entry.Fingerprint != delivery.Fingerprint)
        {
            findings.Add(ViolationKind.Disagreement, $"member {view.Number} got another event in the place of {entry}");
            return;
        }

        (entry.Content, entry.Fingerprint) = (delivery.Content, delivery.Fingerprint);
        if (delivery.Content == EntryContent.Arrival && clients.FindUser(delivery.User) is not { Came: true })
        {
            findings.Add(ViolationKind.PhantomMember, $"member {view.Number} was told at {entry.Position} of the coming of user {delivery.User}, who never came");
        }
    }

    private void CheckPlace(OrderedEntry entry, SentMessage message)
    {
        if (message.IsRefused)
        {
            findings.Add(ViolationKind.RefusedButDelivered, $"{message} was refused and stands at {entry.Position}");
        }

        if (message.Overtaken(entry.Position) is { } overtaken && !message.IsRepeat)
        {
            findings.Add(ViolationKind.SenderOrder, $"{message} stands at {entry.Position}, and its sender had {overtaken} acknowledged before");
        }

        clients.NoteSentAfterLeaving(message.At, entry.Position);
    }

    private void FindShownTwice(ClientView view, OrderedEntry entry, SentMessage message)
    {
        var other = message.FormerEntries.Append(message.Entry!).FirstOrDefault(place => place != entry && place.Seen.Contains(view.Number));
        if (other is not null)
        {
            findings.Add(SecondPlace(message), $"member {view.Number} shows {message} at {other.Position} and at {entry.Position}");
        }
    }

    private void ReportForeign(ClientView view, in Delivery delivery) =>
        findings.Add(ViolationKind.Foreign, $"member {view.Number} got a message at {delivery.Position} that is not of this room and run");

    private void ReportUnsent(ClientView view, in Delivery delivery, (ViolationKind Kind, string Text) explained) => findings.Add(
        explained.Kind, $"member {view.Number} got message #{delivery.Key} of user {delivery.User} at {delivery.Position}, {explained.Text}");
}
