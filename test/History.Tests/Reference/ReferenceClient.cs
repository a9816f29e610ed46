namespace OrleansChat.History.Tests.Reference;

/// <summary>A client of the reference chat: does what its user does, and tells the checker what it sees.</summary>
internal sealed class ReferenceClient(int number, ReferenceUser user, RoomChecker checker, ReferenceRoom room)
{
    private readonly HashSet<long> _unanswered = [];
    private readonly Queue<long> _uncertain = new();

    public int Number => number;

    public ReferenceUser User => user;

    /// <summary>What the server wrote to the connection and the client has not read yet.</summary>
    public Queue<Action> Socket { get; } = new();

    public ReferenceClientState State { get; private set; }

    public Position Last { get; private set; }

    /// <summary>Whether it shows nothing any more; it may have passed over the notice that its view is void.</summary>
    private bool IsLeaving => State == ReferenceClientState.Leaving;

    public void Join()
    {
        State = ReferenceClientState.Joining;
        checker.Joining(number, user.Number);
        room.Join(this);
    }

    /// <summary>Told by the server that its view does not hold any more; of no interest to a client that is leaving.</summary>
    public void JoinAgain()
    {
        if (State is ReferenceClientState.Inside or ReferenceClientState.Resuming)
        {
            Join();
        }
    }

    public void Leave()
    {
        State = ReferenceClientState.Leaving;
        room.Leave(this);
    }

    /// <summary>Loses the connection and all that was on its way in both directions.</summary>
    public void Drop()
    {
        Socket.Clear();
        State = State is ReferenceClientState.Inside or ReferenceClientState.Resuming ? ReferenceClientState.Away : ReferenceClientState.Outside;
        foreach (var key in _unanswered)
        {
            _uncertain.Enqueue(key);
        }

        _unanswered.Clear();
        checker.Gone(number);
        room.Dropped(this);
    }

    public void Resume()
    {
        State = ReferenceClientState.Resuming;
        if (!room.Resume(this))
        {
            Join();
        }
    }

    public void Send(bool arrives) => Send(++user.LastKey, arrives);

    public void Retry(bool arrives)
    {
        if (_uncertain.TryDequeue(out var key))
        {
            Send(key, arrives);
        }
    }

    public void Apply(in Delivery delivery)
    {
        if (IsLeaving)
        {
            return;
        }

        checker.Delivered(number, delivery);
        if (State == ReferenceClientState.Inside)
        {
            Last = delivery.Position;
        }
    }

    public void Joined(Position head, long clock, Delivery[] messages)
    {
        checker.Joined(number, user.Number, head, clock, messages);
        (State, Last) = (ReferenceClientState.Inside, head);
    }

    public void Resumed(Position head, long clock, Delivery[] messages)
    {
        checker.Resumed(number, head, clock, messages);
        (State, Last) = (ReferenceClientState.Inside, head);
    }

    public void Left(Position? at)
    {
        checker.Left(number, at);
        State = ReferenceClientState.Outside;
    }

    public void ToldOfEpoch(Position head, bool recovered, Delivery[] messages)
    {
        if (IsLeaving)
        {
            return;
        }

        checker.EpochTold(number, head.Epoch, head.Seq, recovered, messages);
        Last = head;
    }

    public void ToldOfGap(long from, long to, Delivery[] found)
    {
        if (IsLeaving)
        {
            return;
        }

        checker.GapTold(number, from, to);
        checker.Fetched(number, from, to, found);
    }

    public void ToldOfDigest(Position head, int count, Delivery[] found)
    {
        if (IsLeaving)
        {
            return;
        }

        var after = Last.Seq;
        checker.DigestTold(number, head.Epoch, head.Seq, count);
        checker.Fetched(number, after + 1, head.Seq, found);
        Last = head;
    }

    public void ToldMembers(int[] users) => checker.MembersTold(number, users);

    public void Acknowledged(long key, Acknowledgement acknowledgement)
    {
        _unanswered.Remove(key);
        checker.Acknowledged(number, key, acknowledgement);
    }

    public void Refused(long key, string code)
    {
        _unanswered.Remove(key);
        checker.Refused(number, key, code);
        if (code == "UNAVAILABLE")
        {
            _uncertain.Enqueue(key);
        }
    }

    private void Send(long key, bool arrives)
    {
        checker.Invoked(number, user.Number, key, ReferenceRoom.BodyOf(user.Number, key));
        _unanswered.Add(key);
        if (arrives)
        {
            room.Post(this, key);
        }
        else
        {
            Drop();
        }
    }
}
