namespace OrleansChat.History;

/// <summary>
/// Checks one room while it runs. The caller tells what clients do and what they show, in the order in which it happened; memory follows what is in
/// flight, not the length of the run.
/// </summary>
/// <remarks>
/// A client is a number from 0 that keeps its view over all its connections; users and their keys are numbers as well. A user's keys grow from
/// message to message, and a retry uses the key again. Feed what a client shows: a frame that it drops by the rules of the protocol is not told.
/// </remarks>
public sealed class RoomChecker
{
    private readonly RoomFindings _findings;
    private readonly RoomClients _clients = new();
    private readonly SentMessages _messages;
    private readonly RoomOrder _order;
    private readonly RoomWitness _witness;
    private readonly SendingChecker _sendings;
    private readonly ChangeLedger _changes;
    private Position _forgotten;
    private long _now;

    /// <summary>Makes a checker of one room.</summary>
    /// <param name="room">What the room is called in a finding.</param>
    /// <param name="findings">Where violations go.</param>
    /// <param name="expectedClients">Clients from 0 on, each of the user with its number, that are <see cref="Joining"/> already.</param>
    /// <param name="rememberedMessages">Messages that are kept when they are with everybody, to compare what a later retry is answered.</param>
    public RoomChecker(string room, Findings findings, int expectedClients = 0, int rememberedMessages = 4096)
    {
        _findings = new RoomFindings(room, findings);
        _messages = new SentMessages(rememberedMessages);
        _order = new RoomOrder(_findings, _clients, _messages);
        _witness = new RoomWitness(_findings, _clients, _messages, _order);
        _sendings = new SendingChecker(_findings, _clients, _messages, _order, _witness);
        _changes = new ChangeLedger(_findings, _clients, _order);
        for (var client = 0; client < expectedClients; client++)
        {
            Joining(client, client);
        }
    }

    /// <summary>What is done to the room's messages.</summary>
    public ChangeLedger Changes => _changes;

    /// <summary>How many clients are in the room now.</summary>
    public int JoinedClients => _clients.Joined;

    /// <summary>Places that are kept: in flight, or still owed to somebody.</summary>
    public int OpenEntries => _order.Count;

    /// <summary>
    /// A client is about to join, or to join again; nothing is let go until it is answered, and what comes before the answer does not count. If it is
    /// refused, tell <see cref="NotJoined"/>; if it is not answered, <see cref="Gone"/>.
    /// </summary>
    public void Joining(int client, int user)
    {
        var view = _clients[client];
        _clients.Change(view, view.Phase is ClientPhase.Outside or ClientPhase.Awaited ? ClientPhase.Awaited : ClientPhase.Rejoining, _clients.User(user));
        view.AsOf = ++_now;
    }

    /// <summary>A client's <c>Join</c> was answered, or a resume by a snapshot: its view is replaced.</summary>
    public void Joined(int client, int user, Position head, long clock, ReadOnlySpan<Delivery> messages = default)
    {
        var view = _clients[client];
        if (head < _forgotten)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {client} joined at {head}, and the room was empty at {_forgotten}: the numbers went back");
        }

        if (view.Phase != ClientPhase.Awaited)
        {
            _order.ForgetView(client);
        }

        view.Begin(head, clock);
        _changes.Begin(client);
        _clients.Change(view, ClientPhase.Joined, _clients.User(user));
        _witness.ShowAll(view, messages, _forgotten, head, mayRepeat: true);
        _order.SettleAll();
    }

    /// <summary>A client came back and goes on with its view; the messages are all that it missed.</summary>
    public void Resumed(int client, Position head, long clock, ReadOnlySpan<Delivery> messages = default)
    {
        var view = _clients[client];
        if (view.Phase is ClientPhase.Forgotten)
        {
            _findings.Add(ViolationKind.Resurrected, $"member {client} resumed at {head} what it showed before the room was empty at {_forgotten}");
            return;
        }

        if (view.Phase is ClientPhase.Outside or ClientPhase.Awaited or ClientPhase.Left)
        {
            _findings.Add(ViolationKind.Leaked, $"member {client} resumed at {head} without being in the room");
            return;
        }

        if (clock < view.Clock)
        {
            _findings.Add(ViolationKind.ClockWentBack, $"member {client} resumed at clock {clock} after clock {view.Clock} at {view.Last}");
        }

        GoOn(view, head, isGap: false, messages);
        view.Clock = Math.Max(view.Clock, clock);
        _clients.Change(view, ClientPhase.Joined);
        _order.SettleAll();
    }

    /// <summary>A client's leaving was answered: nothing that happens from then on may reach it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="at">The place of its leaving in the order, where the caller knows it; else only what is sent after this call is known to be later.</param>
    public void Left(int client, Position? at = null)
    {
        var view = _clients[client];
        _clients.Change(view, ClientPhase.Left);
        view.Leave(++_now);
        view.LeftBefore = at is { } place ? place with { Seq = place.Seq + 1 } : null;
        if (view.User is { } user)
        {
            user.LeftAt = _now;
        }

        _order.SettleAll();
    }

    /// <summary>A client's connection ended; what it sent has no answer there.</summary>
    /// <param name="client">The client.</param>
    /// <param name="forGood">Whether it will not resume, so that nothing need be kept for it.</param>
    public void Gone(int client, bool forGood = false)
    {
        EndView(client, forGood);
        _sendings.Gone(client);
        _changes.Gone(client);
        _order.SettleAll();
    }

    /// <summary>A client's <c>Join</c> was refused: what it shows does not count until it has joined, but what it sent is still to be answered.</summary>
    public void NotJoined(int client)
    {
        EndView(client, forGood: false);
        _order.SettleAll();
    }

    /// <summary>A client begins to send a message, or to send it again; call before the bytes leave.</summary>
    public void Invoked(int client, int user, long key, ulong fingerprint)
    {
        var sender = _clients.User(user);
        _clients[client].User ??= sender;
        _sendings.Invoked(client, sender, key, fingerprint, ++_now);
    }

    /// <summary>The server took a message.</summary>
    public void Acknowledged(int client, long key, in Acknowledgement acknowledgement) => _sendings.Acknowledged(client, key, acknowledgement, _forgotten);

    /// <summary>The server refused a message; codes that leave the outcome open count as <see cref="Unknown"/>.</summary>
    public void Refused(int client, long key, string code = "") => _sendings.Refused(client, key, code);

    /// <summary>A sending will not be answered any more; a retry with the same key may follow.</summary>
    public void Unknown(int client, long key) => _sendings.Unknown(client, key);

    /// <summary>A client shows an ordered frame of this room.</summary>
    public void Delivered(int client, in Delivery delivery)
    {
        var view = _clients[client];
        if (view.Phase != ClientPhase.Joined)
        {
            FindLeak(view, delivery);
        }
        else if (delivery.Position <= _forgotten)
        {
            _findings.Add(ViolationKind.Resurrected, $"member {client} got {delivery.Position}, and the room was empty at {_forgotten}");
        }
        else if (delivery.Position <= view.Last)
        {
            DeliveredLate(view, delivery);
        }
        else
        {
            DeliveredNext(view, delivery);
        }
    }

    /// <summary>A client shows an ordered frame that changes a message. Tell <see cref="ChangeLedger.Shows"/> what the message looks like then.</summary>
    public void Changed(int client, Position position, long clock, in MessageChange change)
    {
        Delivered(client, new Delivery(position, clock, EntryContent.Change, User: change.User, Fingerprint: change.Fingerprint));
        if (_clients[client].Phase == ClientPhase.Joined && position > _forgotten)
        {
            _changes.Shown(client, position, change);
        }
    }

    /// <summary>A client was told that the order goes on above a head, mostly under a new epoch, and given what it had missed before that.</summary>
    public void EpochTold(int client, long epoch, long head, bool recovered, ReadOnlySpan<Delivery> messages = default)
    {
        var view = _clients[client];
        if (view.Phase == ClientPhase.Joined)
        {
            GoOn(view, new Position(epoch, head), isGap: !recovered, messages);
            view.AsOf = Math.Max(view.AsOf, _witness.BeganAfter(epoch));
            _order.SettleAll();
        }
    }

    /// <summary>A client was told that messages of these numbers may exist which it was not shown.</summary>
    public void GapTold(int client, long from, long to)
    {
        var view = _clients[client];
        if (view.Phase == ClientPhase.Joined)
        {
            view.Tell(from, to, isGap: true);
            _changes.GapTold(client, from, to);
            _order.SettleAll();
        }
    }

    /// <summary>A client was told that the frames up to a head were left out for it.</summary>
    public void DigestTold(int client, long epoch, long head, int count)
    {
        var view = _clients[client];
        if (view.Phase != ClientPhase.Joined)
        {
            return;
        }

        if (epoch == view.Last.Epoch && count > head - view.Last.Seq)
        {
            _findings.Add(ViolationKind.Disagreement, $"member {client} was told of {count} frames left out between {view.Last} and seq {head}");
        }

        GoOn(view, new Position(epoch, head), isGap: true, []);
        _order.SettleAll();
    }

    /// <summary>A client was given all messages that the room has with these numbers, and shows those that it had not, each in its place.</summary>
    public void Fetched(int client, long from, long to, ReadOnlySpan<Delivery> messages = default)
    {
        var view = _clients[client];
        if (view.Phase != ClientPhase.Joined)
        {
            return;
        }

        var epoch = messages.IsEmpty ? view.Last.Epoch : Math.Max(view.Last.Epoch, messages[^1].Position.Epoch);
        _witness.ShowAll(view, messages, _forgotten, new Position(epoch, to), mayRepeat: true);
        view.Tell(from, to, isGap: false);
        view.Last = Position.Max(view.Last, new Position(epoch, Math.Max(to, view.Last.Seq)));
        _order.SettleAll();
    }

    /// <summary>A client was told who is in the room now.</summary>
    public void MembersTold(int client, ReadOnlySpan<int> users)
    {
        var view = _clients[client];
        if (view.Phase != ClientPhase.Joined)
        {
            return;
        }

        foreach (var number in users)
        {
            FindPhantom(view, number, "is in the room");
        }
    }

    /// <summary>A client was told something of a user that has no place in the order, such as that the user types: only who is in the room does that.</summary>
    public void SignalTold(int client, int user)
    {
        var view = _clients[client];
        if (view.Phase == ClientPhase.Joined)
        {
            FindPhantom(view, user, "does something in the room");
        }
    }

    /// <summary>Nobody is in the room any more: nothing up to this place, its last, is ever shown again.</summary>
    public void Emptied(Position last)
    {
        _forgotten = last;
        _order.Clear();
        _changes.Emptied(last);
        foreach (var view in _clients.Views.Where(view => view.Phase is ClientPhase.Joined or ClientPhase.Away or ClientPhase.Gone))
        {
            _clients.Change(view, ClientPhase.Forgotten);
        }

        foreach (var user in _clients.Users)
        {
            user.Came = user.ClientsInside > 0;
        }

        _messages.Forget(_clients.Users);
    }

    /// <summary>A client got a frame of another room, or a message that is of no room of this run.</summary>
    public void Foreign(int client, string what) => _findings.Add(ViolationKind.Foreign, $"member {client} got {what}");

    /// <summary>The run is over and everything had time to arrive: what is still open is broken.</summary>
    public void Finish()
    {
        _order.Finish();
        _sendings.Finish();
        _changes.Finish();
    }

    private void EndView(int client, bool forGood)
    {
        var view = _clients[client];
        view.AsOf = ++_now;
        if (view.Phase is not (ClientPhase.Outside or ClientPhase.Left or ClientPhase.Forgotten))
        {
            _clients.Change(view, view.Phase is ClientPhase.Joined or ClientPhase.Away && !forGood ? ClientPhase.Away : ClientPhase.Gone);
        }
    }

    private void FindPhantom(ClientView view, int number, string what)
    {
        if (_clients.FindUser(number) is not { Came: true } user)
        {
            _findings.Add(ViolationKind.PhantomMember, $"member {view.Number} was told after {view.Last} that user {number} {what}, who never came");
        }
        else if (user.ClientsInside == 0 && user.LeftAt < view.AsOf)
        {
            _findings.Add(ViolationKind.PhantomMember, $"member {view.Number} was told after {view.Last} that user {number} {what}, who had left before");
        }
    }

    private void FindLeak(ClientView view, in Delivery delivery)
    {
        if (view.Phase == ClientPhase.Awaited)
        {
            _findings.Add(ViolationKind.Leaked, $"member {view.Number} got {delivery.Position} before its Join was answered");
        }
        else if (view.Phase == ClientPhase.Outside)
        {
            _findings.Add(ViolationKind.Leaked, $"member {view.Number} got {delivery.Position} without having joined");
        }
        else if (view.Phase == ClientPhase.Left && (delivery.Position >= view.LeftBefore || _messages.Find(delivery.User, delivery.Key)?.At > view.LeftAt))
        {
            _findings.Add(ViolationKind.Leaked, $"member {view.Number} got {delivery.Position}, and its leaving was answered before");
        }
    }

    private void DeliveredNext(ClientView view, in Delivery delivery)
    {
        if (delivery.Position != view.Last with { Seq = view.Last.Seq + 1 })
        {
            _order.NoteSkipped(view.Number, view.Last, delivery.Position);
        }

        if (delivery.Clock <= view.Clock)
        {
            _findings.Add(ViolationKind.ClockWentBack, $"member {view.Number} got clock {delivery.Clock} at {delivery.Position} after clock {view.Clock} at {view.Last}");
        }

        view.Last = delivery.Position;
        view.Clock = delivery.Clock;
        _witness.Show(view, delivery);
    }

    private void DeliveredLate(ClientView view, in Delivery delivery)
    {
        var entry = _order.Find(delivery.Position);
        if (delivery.Position.Epoch < view.Last.Epoch && entry is null)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {view.Number} got {delivery.Position} after {view.Last}: the epoch went back");
        }
        else if (entry is null || entry.Seen.Contains(view.Number) || delivery.Position <= view.JoinedAt)
        {
            // What was let go had reached everybody, so this is the second time.
            _findings.Add(ViolationKind.Twice, $"member {view.Number} got {entry?.ToString() ?? delivery.Position.ToString()} twice");
        }
        else
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {view.Number} got {delivery.Position} after {view.Last}");
            _witness.Show(view, delivery);
        }
    }

    /// <summary>Takes a client on to a head, over what it was not given frame by frame.</summary>
    private void GoOn(ClientView view, Position head, bool isGap, ReadOnlySpan<Delivery> messages)
    {
        if (head.Epoch < view.Last.Epoch || head.Seq < view.Last.Seq)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {view.Number} was told to go on from {head} after {view.Last}");
            return;
        }

        _witness.ShowAll(view, messages, _forgotten, head, mayRepeat: false);
        view.Tell(view.Last.Seq + 1, head.Seq, isGap);
        view.Last = head;
    }
}
