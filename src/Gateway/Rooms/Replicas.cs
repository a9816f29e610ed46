using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// What this gateway holds for rooms in which it has no members, because the room asked for it or has not heard yet that the last of them dropped; and which
/// activations it has heard of. A room renews its replica from time to time; one of which nothing is heard any more is no replica of a living room, and goes.
/// </summary>
internal sealed class Replicas(GatewayId gateway, int tailCapacity, TimeProvider time)
{
    /// <summary>Longer than two intervals of the check that renews a replica, and than a room needs to come back after a loss.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, Replica> _replicas = [];
    private Dictionary<RoomId, long> _fences = [];
    private Dictionary<RoomId, long> _olderFences = [];
    private long _sweptAt = time.GetTimestamp();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _replicas.Count;
            }
        }
    }

    /// <summary>The newest activation of a room that this gateway has heard of in the last minute, 0 for none.</summary>
    public long FenceOf(RoomId room)
    {
        lock (_lock)
        {
            return FenceLocked(room);
        }
    }

    public DeliveryOutcome Keep(ReplicaKept kept)
    {
        lock (_lock)
        {
            if (kept.Epoch < FenceLocked(kept.Room))
            {
                return DeliveryOutcome.Fenced;
            }

            KeepLocked(kept.Room, kept.Epoch, kept.Clock, kept.WholeFrom, kept.Entries, kept.Founder).IsGiven = true;
            return DeliveryOutcome.Kept;
        }
    }

    /// <summary>Holds what was held for members when the last of them dropped, until <see cref="Release"/>; false where no join was answered and there is nothing.</summary>
    public bool Hold(RoomId room, RoomOffer last)
    {
        if (last.Epoch == 0)
        {
            return false;
        }

        lock (_lock)
        {
            var replica = KeepLocked(room, last.Epoch, last.Clock, last.WholeFrom, last.Tail, last.Founder);
            replica.Tail.MissUpTo(last.WholeFrom);
            replica.Holds++;
            return true;
        }
    }

    /// <summary>The room has heard that its last connection here dropped, and from then on sees to its replicas by itself.</summary>
    public void Release(RoomId room)
    {
        lock (_lock)
        {
            if (_replicas.TryGetValue(room, out var replica) && --replica.Holds <= 0 && !replica.IsGiven)
            {
                _replicas.Remove(room);
            }
        }
    }

    public void Forget(RoomForgotten forgotten)
    {
        lock (_lock)
        {
            if (_replicas.TryGetValue(forgotten.Room, out var replica) && replica.Epoch <= forgotten.Epoch)
            {
                _replicas.Remove(forgotten.Room);
            }
        }
    }

    /// <summary>Takes note of a new activation, and says what is held here of its room.</summary>
    public RoomOffer Offer(RoomFence fence)
    {
        lock (_lock)
        {
            var offer = DescribeLocked(fence.Room);
            _fences[fence.Room] = Math.Max(offer.Fence, fence.Epoch);
            return offer;
        }
    }

    /// <summary>Says what is held here of a room.</summary>
    public RoomOffer Describe(RoomId room)
    {
        lock (_lock)
        {
            return DescribeLocked(room);
        }
    }

    /// <summary>Lets go what is too old; called from time to time.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            foreach (var (room, replica) in _replicas)
            {
                if (time.GetElapsedTime(replica.TouchedAt, now) > Lifetime)
                {
                    _replicas.Remove(room);
                }
            }

            // Two generations, so that each fence is known for at least one lifetime and nothing is sorted by age.
            if (time.GetElapsedTime(_sweptAt, now) > Lifetime)
            {
                _sweptAt = now;
                _olderFences = _fences;
                _fences = [];
            }
        }
    }

    private Replica KeepLocked(RoomId room, long epoch, long clock, long wholeFrom, Entry[] entries, UserId? founder)
    {
        if (!_replicas.TryGetValue(room, out var replica))
        {
            _replicas[room] = replica = new Replica(room, tailCapacity);
            replica.Tail.MissUpTo(wholeFrom);
        }

        replica.Epoch = Math.Max(replica.Epoch, epoch);
        replica.Clock = Math.Max(replica.Clock, clock);
        replica.Founder = founder ?? replica.Founder;
        replica.TouchedAt = time.GetTimestamp();
        foreach (var entry in entries)
        {
            replica.Tail.Add(entry);
        }

        return replica;
    }

    private RoomOffer DescribeLocked(RoomId room)
    {
        var replica = _replicas.GetValueOrDefault(room);
        var tail = replica?.Tail.With([]) ?? [];
        return new RoomOffer
        {
            Gateway = gateway,
            Fence = FenceLocked(room),
            Epoch = replica?.Epoch ?? 0,
            Head = tail.Length > 0 ? tail[^1].Seq : 0,
            WholeFrom = replica?.Tail.WholeFrom ?? 0,
            Clock = replica?.Clock ?? 0,
            Tail = tail,
            Founder = replica?.Founder,
        };
    }

    private long FenceLocked(RoomId room) => Math.Max(_fences.GetValueOrDefault(room), _olderFences.GetValueOrDefault(room));

    private sealed class Replica(RoomId room, int capacity)
    {
        public RoomTail Tail { get; } = new(room, capacity);

        public long Epoch { get; set; }

        public long Clock { get; set; }

        public UserId? Founder { get; set; }

        public long TouchedAt { get; set; }

        /// <summary>Whether the room asked for it, so that the room says when it goes.</summary>
        public bool IsGiven { get; set; }

        /// <summary>Droppings of last connections that the room has not heard of.</summary>
        public int Holds { get; set; }
    }
}
