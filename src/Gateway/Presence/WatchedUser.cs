using OrleansChat.Gateway.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Presence;

/// <summary>A user whom connections of this gateway watch. Guarded by the lock of <see cref="PresenceWatches"/>.</summary>
internal sealed class WatchedUser(UserId user)
{
    public UserId User { get; } = user;

    /// <summary>Who watches.</summary>
    public HashSet<ClientConnection> Watchers { get; } = [];

    /// <summary>What the user was when last heard of; null until the first answer.</summary>
    public SeenPresence? Last { get; private set; }

    /// <summary>The question that is under way.</summary>
    public Task<SeenPresence>? Asking { get; set; }

    /// <summary>The number of the last question.</summary>
    public long Number { get; set; }

    /// <summary>Takes what was heard; returns whether those who watch must be told. The first time they are answered instead.</summary>
    public bool Hear(SeenPresence seen)
    {
        var before = Last;
        if (before is not null && seen.Version <= before.Version)
        {
            return false;
        }

        Last = seen;
        return before is not null && seen.Presence != before.Presence;
    }
}
