using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Who is in a room, over which connections, and therefore to which gateways its events go. Users are kept sorted by id: pages need the
/// order, and two flat arrays are the smallest thing that a room of seven can be.
/// </summary>
internal sealed class Membership
{
    private readonly SortedList<UserId, Member> _members = new(UserId.Order);
    private readonly Dictionary<GatewayId, GatewayTally> _gateways = [];
    private int _lingering;

    public int Count => _members.Count;

    /// <summary>The gateways that hold at least one subscription of a member.</summary>
    public Dictionary<GatewayId, GatewayTally>.KeyCollection Gateways => _gateways.Keys;

    /// <summary>Grows whenever a gateway comes or goes, so that who follows them sees at once that nothing has changed.</summary>
    public int GatewayChanges { get; private set; }

    public bool Knows(GatewayId gateway) => _gateways.ContainsKey(gateway);

    /// <summary>Whether a gateway is known to hold what it was answered: it has spoken for a member since.</summary>
    public bool IsHolder(GatewayId gateway) => _gateways.GetValueOrDefault(gateway).IsHolder;

    /// <summary>A gateway speaks for a member, so the answer to its join has come to it; returns whether it is known at all.</summary>
    public bool Hear(GatewayId gateway)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrNullRef(_gateways, gateway);
        if (Unsafe.IsNullRef(ref tally))
        {
            return false;
        }

        tally.IsHolder = true;
        return true;
    }

    /// <summary>Whether a gateway holds exactly the subscriptions that it is known with here.</summary>
    public bool Matches(GatewayId gateway, int subscriptions, long fingerprint)
    {
        var tally = _gateways.GetValueOrDefault(gateway);
        return (tally.Subscriptions, tally.Fingerprint) == (subscriptions, fingerprint);
    }

    public Member? Find(UserId user) => _members.GetValueOrDefault(user);

    /// <summary>When the first member who lingers must go, in Unix milliseconds; null where nobody does.</summary>
    public long? NextLingerEnd => _lingering == 0 ? null : _members.Values.Where(member => member.IsLingering).Min(member => member.LingersUntil);

    /// <summary>Adds a subscription; returns the member, and whether he is new in the room.</summary>
    public (Member Member, bool IsNew) Add(SubscriptionId subscription, Person person)
    {
        var isNew = !_members.TryGetValue(person.Id, out var member);
        if (isNew)
        {
            _members.Add(person.Id, member = new Member(person));
        }
        else if (member!.IsLingering)
        {
            _lingering--;
        }

        if (!member!.Subscriptions.Contains(subscription))
        {
            member.Subscriptions.Add(subscription);
            Tally(subscription, +1);
        }

        return (member, isNew);
    }

    /// <summary>Removes a subscription for good; returns the member if that was his last one, else null.</summary>
    public Member? Remove(SubscriptionId subscription, UserId user)
    {
        if (TakeSubscription(subscription, user) is not { IsLingering: true } member)
        {
            return null;
        }

        _members.Remove(user);
        return member;
    }

    /// <summary>Removes a member who lingers.</summary>
    public void Remove(UserId user) => _lingering -= _members.Remove(user) ? 1 : 0;

    /// <summary>Removes a connection that dropped: if it was the last one, its user lingers.</summary>
    public void Drop(SubscriptionId subscription, UserId user, long lingersUntil)
    {
        if (TakeSubscription(subscription, user) is { IsLingering: true } member)
        {
            member.LingersUntil = lingersUntil;
            _lingering++;
        }
    }

    /// <summary>The subscriptions that a gateway is known with.</summary>
    public (SubscriptionId Subscription, UserId User)[] SubscriptionsOf(GatewayId gateway) =>
    [
        .. _members.Values.SelectMany(member => member.Subscriptions.Where(subscription => subscription.Gateway == gateway)
            .Select(subscription => (subscription, member.Person.Id))),
    ];

    /// <summary>Removes and returns those who have lingered for too long.</summary>
    public Member[] RemoveLingering(long now)
    {
        if (_lingering == 0)
        {
            return [];
        }

        var gone = _members.Values.Where(member => member.IsLingering && member.LingersUntil <= now).ToArray();
        foreach (var member in gone)
        {
            _members.Remove(member.Person.Id);
        }

        _lingering -= gone.Length;
        return gone;
    }

    private Member? TakeSubscription(SubscriptionId subscription, UserId user)
    {
        if (!_members.TryGetValue(user, out var member) || !member.Subscriptions.Remove(subscription))
        {
            return null;
        }

        Tally(subscription, -1);
        return member;
    }

    private void Tally(SubscriptionId subscription, int change)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_gateways, subscription.Gateway, out var isKnown);
        tally.Subscriptions += change;
        tally.Fingerprint = unchecked(tally.Fingerprint + (change * subscription.Number));
        if (tally.Subscriptions == 0)
        {
            _gateways.Remove(subscription.Gateway);
            GatewayChanges++;
        }
        else if (!isKnown)
        {
            GatewayChanges++;
        }
    }

    /// <summary>A page of members, ordered by user id.</summary>
    public RoomMember[] Page(UserId? after, int limit)
    {
        var start = after is { } id ? FirstAbove(id) : 0;
        var page = new RoomMember[Math.Min(limit, _members.Count - start)];
        for (var i = 0; i < page.Length; i++)
        {
            page[i] = _members.GetValueAtIndex(start + i).ToRoomMember();
        }

        return page;
    }

    private int FirstAbove(UserId id)
    {
        int low = 0, high = _members.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (UserId.Order.Compare(_members.GetKeyAtIndex(middle), id) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>What a gateway is known with.</summary>
    internal struct GatewayTally
    {
        /// <summary>How many subscriptions of members it holds.</summary>
        public int Subscriptions;

        /// <summary>The sum of their numbers, modulo 2⁶⁴.</summary>
        public long Fingerprint;

        /// <inheritdoc cref="Membership.IsHolder"/>
        public bool IsHolder;
    }
}
