using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Presence;

/// <summary>The gateways that are told what a user is to others, and what they were told last.</summary>
internal sealed class PresenceAudience(UserId user)
{
    private readonly Dictionary<GatewayId, WatchPresence> _watches = [];

    public bool IsEmpty => _watches.Count == 0;

    /// <summary>What they were told last.</summary>
    public SeenPresence Last { get; private set; } = new(user, new UserPresence(PresenceStatus.Offline, 0, null), 0);

    public IEnumerable<IPresenceWatcher> Watchers => _watches.Values.Select(watch => watch.Watcher);

    public void Add(WatchPresence watch)
    {
        if (!_watches.TryGetValue(watch.Gateway, out var known) || known.Number < watch.Number)
        {
            _watches[watch.Gateway] = watch;
        }
    }

    public void Remove(GatewayId gateway, long number)
    {
        if (_watches.TryGetValue(gateway, out var known) && known.Number <= number)
        {
            _watches.Remove(gateway);
        }
    }

    public void Remove(GatewayId gateway) => _watches.Remove(gateway);

    /// <summary>Takes down what the user is to others now; returns whether that is news.</summary>
    public bool Note(UserPresence presence, long now)
    {
        // A device more or less is nobody's business.
        var shown = presence with { Devices = 0 };
        if (shown == Last.Presence && Last.Version > 0)
        {
            return false;
        }

        // After a loss the next activation begins anew; its clock is above every version that was counted up from an earlier time.
        Last = new SeenPresence(Last.User, shown, Math.Max(Last.Version + 1, now));
        return true;
    }
}
