namespace OrleansChat.Simulation.Checking;

/// <summary>Judges one room: one message a key, one order for all, each sender's order, nothing acknowledged lost in silence, nothing to outsiders.</summary>
internal sealed class RoomHistory(string room, Func<TimeSpan> now, List<Violation> violations) : IRoomHistory
{
    private readonly SortedDictionary<int, ClientHistory> _clients = [];
    private readonly Dictionary<(string User, string Key), SentMessage> _sent = [];
    private readonly List<SentMessage> _inOrder = [];
    private readonly Dictionary<Position, string> _places = [];
    private readonly Dictionary<int, Position> _acknowledged = [];
    private Position _highest;
    private Position _emptied;

    public void Joined(int client, string user, Position position, long clock, IReadOnlyList<Delivery> messages)
    {
        var view = _clients[client] = new ClientHistory { IsIn = true, IsConnected = true };
        foreach (var message in messages)
        {
            Show(client, view, message, isInOrder: true);
        }

        view.Start = view.Last = position;
        view.LastClock = clock;
        if (position <= _emptied)
        {
            Report(ViolationKind.NumbersWentBack, $"client{client} joined at {position}, though the room was left at {_emptied}");
        }

        Reach(position);
    }

    public void Resumed(int client, string user, Position position, long clock, IReadOnlyList<Delivery> messages)
    {
        var view = Of(client);
        (view.IsIn, view.IsConnected) = (true, true);
        foreach (var message in messages)
        {
            Show(client, view, message, isInOrder: true);
        }

        view.Last = Max(view.Last, position);
        Reach(position);
    }

    public void Left(int client)
    {
        var view = Of(client);
        (view.IsIn, view.IsConnected) = (false, false);
    }

    public void Gone(int client) => Of(client).IsConnected = false;

    public void Invoked(int client, string user, string key, string body)
    {
        if (!_sent.ContainsKey((user, key)))
        {
            _sent.Add((user, key), new SentMessage(user, key, body, _acknowledged.GetValueOrDefault(client)));
            _inOrder.Add(_sent[(user, key)]);
        }
    }

    public void Acknowledged(int client, string user, string key, string messageId, Position position, long clock, bool isDuplicate)
    {
        var sent = _sent[(user, key)];
        Place(client, sent, messageId, position);
        sent.IsAcknowledged = true;
        _acknowledged[client] = Max(_acknowledged.GetValueOrDefault(client), position);
    }

    public void Refused(int client, string user, string key, string code)
    {
        var sent = _sent[(user, key)];
        sent.IsRefused = true;
        if (sent.MessageId is not null)
        {
            Report(ViolationKind.RefusedButDelivered, $"{sent} was refused with {code}");
        }
    }

    public void Unknown(int client, string user, string key)
    {
        // Whatever became of it is fine, once.
    }

    public void Delivered(int client, Delivery delivery)
    {
        var view = Of(client);
        if (!view.IsConnected)
        {
            Report(ViolationKind.Leaked, $"client{client}, who is not in the room, was shown {delivery}");
            return;
        }

        Show(client, view, delivery, isInOrder: true);
    }

    public void EpochTold(int client, long epoch, long head, bool recovered, IReadOnlyList<Delivery> messages)
    {
        var view = Of(client);
        foreach (var message in messages)
        {
            Show(client, view, message, isInOrder: false);
        }

        view.Last = Max(view.Last, new Position(epoch, head));
    }

    public void GapTold(int client, long from, long to) => Of(client).Gaps.Add((from, to));

    public void DigestTold(int client, long epoch, long head, int count)
    {
        // The client fetches, and what it gets is judged.
    }

    public void Fetched(int client, long after, Position head, bool isAll, IReadOnlyList<Delivery> messages)
    {
        var view = Of(client);
        foreach (var message in messages)
        {
            Show(client, view, message, isInOrder: false);
        }
    }

    public void Emptied()
    {
        _emptied = _highest;
        _inOrder.ForEach(sent => sent.IsForgotten = true);
        foreach (var view in _clients.Values)
        {
            view.IsIn = false;
        }
    }

    public void Finish()
    {
        foreach (var (client, view) in _clients)
        {
            foreach (var sent in view.IsIn ? _inOrder : [])
            {
                if (sent.IsAcknowledged && !sent.IsForgotten && sent.Position > view.Start && !view.Seen.ContainsKey(sent.MessageId!) && !view.IsTold(sent.Position))
                {
                    Report(ViolationKind.Lost, $"client{client}, there since {view.Start} and up to {view.Last}, was never shown {sent}, which was acknowledged");
                }
            }
        }
    }

    private void Show(int client, ClientHistory view, Delivery delivery, bool isInOrder)
    {
        Reach(delivery.Position);
        if (isInOrder && delivery.Position <= view.Last)
        {
            Report(ViolationKind.OutOfOrder, $"client{client}, who was at {view.Last}, was shown {delivery}");
        }

        if (isInOrder && delivery.Clock <= view.LastClock)
        {
            Report(ViolationKind.ClockWentBack, $"client{client}, whose clock was {view.LastClock}, was shown {delivery} with {delivery.Clock}");
        }

        view.Last = Max(view.Last, delivery.Position);
        view.LastClock = Math.Max(view.LastClock, delivery.Clock);
        if (delivery.MessageId is not { } id)
        {
            return;
        }

        if (!view.Seen.TryAdd(id, delivery.Position) && isInOrder)
        {
            Report(ViolationKind.Twice, $"client{client} was shown {delivery} twice");
        }

        if (delivery.Position <= _emptied)
        {
            Report(ViolationKind.Resurrected, $"client{client} was shown {delivery}, though the room was empty at {_emptied}");
        }

        if (!_sent.TryGetValue((delivery.User, delivery.Key), out var sent))
        {
            Report(ViolationKind.Phantom, $"client{client} was shown {delivery}, which nobody sent");
            return;
        }

        if (sent.Body != delivery.Body)
        {
            Report(ViolationKind.Altered, $"client{client} was shown {delivery} with another body");
        }

        if (sent.IsRefused)
        {
            Report(ViolationKind.RefusedButDelivered, $"client{client} was shown {delivery}, which was refused");
        }

        Place(client, sent, id, delivery.Position);
    }

    /// <summary>A message has one id and one place, and no other has that place.</summary>
    private void Place(int client, SentMessage sent, string id, Position position)
    {
        if (sent.MessageId is null)
        {
            (sent.MessageId, sent.Position) = (id, position);
            if (position <= sent.After)
            {
                Report(ViolationKind.SenderOrderBroken, $"{sent} stands before {sent.After}, which its sender knew to be sent before");
            }

            if (!_places.TryAdd(position, id))
            {
                Report(ViolationKind.Disagreement, $"{position} is the place of {_places[position]} and of {sent}");
            }
        }
        else if (sent.MessageId != id)
        {
            Report(ViolationKind.KeyWindowWrong, $"client{client} knows {sent} as {id} at {position} too");
        }
        else if (sent.Position != position)
        {
            Report(ViolationKind.Disagreement, $"client{client} knows {sent} to be at {position}");
        }
    }

    private ClientHistory Of(int client)
    {
        if (!_clients.TryGetValue(client, out var view))
        {
            _clients.Add(client, view = new ClientHistory());
        }

        return view;
    }

    private void Reach(Position position) => _highest = Max(_highest, position);

    private void Report(ViolationKind kind, string text) => violations.Add(new Violation(kind, room, text, now()));

    private static Position Max(Position left, Position right) => left > right ? left : right;
}
