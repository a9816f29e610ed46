namespace OrleansChat.History.Tests.Reference;

/// <summary>
/// The server's side of the reference chat: the promises kept in the plainest way, or one of them broken. Answers are written at once; frames wait on
/// links first; a message is acknowledged when it is replicated, and what is not may vanish with the activation.
/// </summary>
internal sealed class ReferenceRoom(Bug bug, Random random, RoomChecker checker, LimitChecker limits)
{
    private readonly Dictionary<int, ReferenceLink> _links = [];
    private readonly Dictionary<int, ReferenceLink> _leaked = [];
    private readonly HashSet<int> _everMembers = [];
    private readonly List<Delivery> _ring = [];
    private readonly Dictionary<(int User, long Key), Delivery> _keys = [];
    private readonly List<ReferencePromise> _promises = [];
    private readonly Dictionary<long, long> _vanishedFrom = [];
    private readonly ReferenceLimit _limit = new(charges: bug != Bug.OverLimit);
    private long _epoch;
    private long _seq;
    private long _clock;
    private long _replicated;
    private Delivery? _held;

    public TimeSpan Now { get; set; }

    private Position Head => new(_epoch, _seq);

    public static ulong BodyOf(int user, long key) => ((ulong)user << 32) + (ulong)key + 1;

    public void Join(ReferenceClient client)
    {
        Flush();
        if (_links.Count == 0)
        {
            Activate();
        }

        if (!IsMember(client.User))
        {
            Publish(EntryContent.Arrival, client.User.Number);
        }

        _everMembers.Add(client.User.Number);
        _leaked.Remove(client.Number);
        _links[client.Number] = new ReferenceLink(client);
        Snapshot(_links[client.Number]);
    }

    public void Leave(ReferenceClient client)
    {
        var isKnown = Remove(client, out var link);
        if (isKnown && bug == Bug.Leak)
        {
            _leaked[client.Number] = link!;
        }

        Position? at = random.Next(2) == 0 ? Head : null;
        client.Socket.Enqueue(() => client.Left(at));
    }

    public void Dropped(ReferenceClient client)
    {
        _leaked.Remove(client.Number);
        _promises.RemoveAll(promise => promise.Client == client);
        if (_links.TryGetValue(client.Number, out var link))
        {
            link.IsAway = true;
            link.Waiting.Clear();
        }
    }

    /// <summary>The grace of a client that was away is over.</summary>
    public void Expire(ReferenceClient client)
    {
        if (_links.TryGetValue(client.Number, out var link) && link.IsAway)
        {
            Remove(client, out _);
        }
    }

    public bool Resume(ReferenceClient client)
    {
        Flush();
        if (!_links.TryGetValue(client.Number, out var link))
        {
            return false;
        }

        if (HasSeenVanished(client.Last))
        {
            client.Socket.Enqueue(client.JoinAgain);
            link.Attach(_seq);
            return true;
        }

        var (head, clock, missed) = (Head, _clock, MessagesAfter(client.Last.Seq));
        link.Attach(_seq);
        client.Socket.Enqueue(() => client.Resumed(head, clock, missed));
        TellMembers(client);
        return true;
    }

    public void Post(ReferenceClient client, long key)
    {
        var user = client.User.Number;
        if (!_links.ContainsKey(client.Number))
        {
            client.Socket.Enqueue(() => client.Refused(key, "NOT_A_MEMBER"));
            return;
        }

        if (bug != Bug.WrongKeyWindow && _keys.TryGetValue((user, key), out var known))
        {
            Promise(new ReferencePromise(client, key, known, IsDuplicate: true));
            return;
        }

        if (!_limit.TryTake(user, Now))
        {
            client.Socket.Enqueue(() => client.Refused(key, "RATE_LIMITED"));
            return;
        }

        limits.Accepted(user, Now);
        if (bug == Bug.CrossRoom && random.Next(8) == 0)
        {
            Push(Next(EntryContent.Message) with { Id = (ulong)_clock });
        }

        if (bug == Bug.ReorderPerSender && _held is null && random.Next(2) == 0)
        {
            _held = Message(new Position(_epoch, _seq + 2), _clock + 2, user, key);
            _keys[(user, key)] = _held.Value;
            client.Acknowledged(key, AcknowledgementOf(_held.Value, isDuplicate: false));
            return;
        }

        var message = Message(new Position(_epoch, _seq + 1), _clock + 1, user, key);
        (_seq, _clock) = (_seq + 1, _clock + 1);
        _keys[(user, key)] = message;
        _ring.Add(message);
        Push(message);
        Promise(new ReferencePromise(client, key, message, IsDuplicate: false));
        PushHeld();
    }

    /// <summary>A second process holds everything now, so that it may be promised.</summary>
    public void Replicate()
    {
        _replicated = _seq;
        foreach (var promise in _promises)
        {
            Answer(promise);
        }

        _promises.Clear();
    }

    /// <summary>The activation dies, and the next one knows what was replicated.</summary>
    public void Crash()
    {
        Flush();
        if (_links.Count == 0)
        {
            return;
        }

        foreach (var (client, key, _, _) in _promises)
        {
            client.Socket.Enqueue(() => client.Refused(key, "UNAVAILABLE"));
        }

        _promises.Clear();
        var vanished = _ring.FindIndex(message => message.Position.Seq > _replicated);
        if (vanished >= 0)
        {
            _vanishedFrom[_epoch] = _ring[vanished].Position.Seq;
            _ring.RemoveRange(vanished, _ring.Count - vanished);
            foreach (var key in _keys.Where(known => known.Value.Position.Seq > _replicated).Select(known => known.Key).ToArray())
            {
                _keys.Remove(key);
            }
        }

        var died = _epoch;
        Activate();
        foreach (var link in _links.Values.Where(link => !link.IsAway))
        {
            Recover(link, died);
        }
    }

    /// <summary>A client that reads too slowly is told only how much it missed.</summary>
    public void Digest(ReferenceClient client)
    {
        if (_links.TryGetValue(client.Number, out var link) && link.Waiting.Count > 0)
        {
            var (head, count, found) = (link.Waiting[^1].Position, link.Waiting.Count, link.Waiting.Where(frame => frame.Content == EntryContent.Message).ToArray());
            link.Attach(head.Seq);
            client.Socket.Enqueue(() => client.ToldOfDigest(head, count, found));
        }
    }

    /// <summary>Writes what waits on a client's link, a frame or all.</summary>
    public void Pump(ReferenceClient client, int frames)
    {
        if (!_links.TryGetValue(client.Number, out var link) && !_leaked.TryGetValue(client.Number, out link))
        {
            return;
        }

        for (; frames > 0 && link.Waiting.Count > 0; frames--)
        {
            var isFaulty = random.Next(10) == 0;
            if (isFaulty && bug == Bug.Swap && link.Waiting.Count > 1)
            {
                (link.Waiting[0], link.Waiting[1]) = (link.Waiting[1], link.Waiting[0]);
            }

            var frame = link.Waiting[0];
            link.Waiting.RemoveAt(0);
            for (var copies = !isFaulty ? 1 : bug == Bug.Drop ? 0 : bug == Bug.Duplicate ? 2 : 1; copies > 0; copies--)
            {
                link.Write(frame);
            }
        }
    }

    private static Delivery Message(Position position, long clock, int user, long key) =>
        new(position, clock, EntryContent.Message, (ulong)clock, key, user, BodyOf(user, key));

    private static Acknowledgement AcknowledgementOf(in Delivery message, bool isDuplicate) => new(message.Position, message.Clock, message.Id, isDuplicate);

    private static void Answer(ReferencePromise promise) => promise.Client.Socket.Enqueue(
        () => promise.Client.Acknowledged(promise.Key, AcknowledgementOf(promise.Message, promise.IsDuplicate)));

    private void Activate()
    {
        _epoch++;
        _seq = Math.Max(_seq, _epoch << 10);
        if (bug == Bug.Regress && _links.Count > 0)
        {
            (_epoch, _seq) = (_epoch - 1, _seq - 2000);
        }

        _replicated = _seq;
    }

    /// <summary>Tells a client of the new activation: by a fresh view where it may show what vanished, else by what it missed, or by a gap.</summary>
    private void Recover(ReferenceLink link, long died)
    {
        var (client, written, head) = (link.Client, link.Written, Head);
        link.Attach(_seq);
        if (_vanishedFrom.TryGetValue(died, out var vanished) && written >= vanished)
        {
            client.Socket.Enqueue(client.JoinAgain);
            return;
        }

        var missed = MessagesAfter(written);
        if (random.Next(4) == 0)
        {
            client.Socket.Enqueue(() => client.ToldOfEpoch(head, recovered: false, []));
            client.Socket.Enqueue(() => client.ToldOfGap(written + 1, head.Seq, missed));
        }
        else
        {
            client.Socket.Enqueue(() => client.ToldOfEpoch(head, recovered: true, missed));
        }

        TellMembers(client);
    }

    private void Snapshot(ReferenceLink link)
    {
        var (client, head, clock, messages) = (link.Client, Head, _clock, _ring.TakeLast(100).ToArray());
        link.Attach(_seq);
        client.Socket.Enqueue(() => client.Joined(head, clock, messages));
        TellMembers(client);
    }

    private void TellMembers(ReferenceClient client)
    {
        int[] users = bug == Bug.PhantomMember ? [.. _everMembers] : [.. _links.Values.Select(link => link.Client.User.Number).Distinct()];
        client.Socket.Enqueue(() => client.ToldMembers(users));
    }

    private bool Remove(ReferenceClient client, out ReferenceLink? link)
    {
        Flush();
        if (!_links.Remove(client.Number, out link))
        {
            return false;
        }

        if (!IsMember(client.User))
        {
            Publish(EntryContent.Event);
        }

        if (_links.Count == 0)
        {
            Forget();
        }

        return true;
    }

    private void Forget()
    {
        checker.Emptied(Head);
        foreach (var (client, key, _, _) in _promises)
        {
            client.Socket.Enqueue(() => client.Refused(key, "UNAVAILABLE"));
        }

        _promises.Clear();
        _leaked.Clear();
        if (bug != Bug.ResurrectAfterClear)
        {
            _ring.Clear();
            _keys.Clear();
        }
    }

    private void Promise(ReferencePromise promise)
    {
        if (promise.Message.Position.Seq <= _replicated || bug == Bug.AcknowledgeThenLose)
        {
            Answer(promise);
        }
        else
        {
            _promises.Add(promise);
        }
    }

    private void Publish(EntryContent content, int user = 0)
    {
        Push(Next(content) with { User = user });
    }

    private Delivery Next(EntryContent content) => new(new Position(_epoch, ++_seq), ++_clock, content);

    private void Push(in Delivery frame)
    {
        foreach (var link in _links.Values.Concat(_leaked.Values).Where(link => !link.IsAway))
        {
            link.Waiting.Add(frame);
        }
    }

    private void Flush()
    {
        if (_held is not null)
        {
            Publish(EntryContent.Event);
            PushHeld();
        }
    }

    private void PushHeld()
    {
        if (_held is { } held)
        {
            (_seq, _clock, _held) = (held.Position.Seq, held.Clock, null);
            _ring.Add(held);
            Push(held);

            // Its promise is given already; that is to be the only one that is broken.
            _replicated = _seq;
        }
    }

    private bool IsMember(ReferenceUser user) => _links.Values.Any(link => link.Client.User == user);

    private bool HasSeenVanished(Position last) => last.Epoch < _epoch && _vanishedFrom.TryGetValue(last.Epoch, out var vanished) && last.Seq >= vanished;

    private Delivery[] MessagesAfter(long seq) => [.. _ring.Where(message => message.Position.Seq > seq)];
}
