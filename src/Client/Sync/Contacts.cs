using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>What the users whom this client watches are to others: of each the latest that was heard, in whatever order it comes. Pure.</summary>
internal sealed class Contacts
{
    private readonly Dictionary<string, PresenceFrame> _known = [];
    private HashSet<string> _watched = [];

    /// <summary>What is known, by user id.</summary>
    public IReadOnlyDictionary<string, PresenceFrame> Known => _known;

    /// <summary>Others are watched from now on; nothing is known any more of who is not among them.</summary>
    public void Watch(IReadOnlyList<string> users)
    {
        _watched = [.. users];
        foreach (var user in _known.Keys.Where(user => !_watched.Contains(user)).ToArray())
        {
            _known.Remove(user);
        }
    }

    /// <summary>Takes what was said of a user; returns whether that is news.</summary>
    public bool Take(PresenceFrame contact)
    {
        if (!_watched.Contains(contact.User) || (_known.TryGetValue(contact.User, out var known) && known.Version >= contact.Version))
        {
            return false;
        }

        _known[contact.User] = contact;
        return true;
    }
}
