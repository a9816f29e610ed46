namespace OrleansChat.History;

/// <summary>Everybody who has to do with the room.</summary>
internal sealed class RoomClients
{
    private readonly List<ClientView> _views = [];
    private readonly Dictionary<int, RoomUser> _users = [];

    private int _left;

    public IReadOnlyList<ClientView> Views => _views;

    public IEnumerable<RoomUser> Users => _users.Values;

    /// <summary>Clients whose place is not known until they are answered.</summary>
    public int Awaited { get; private set; }

    /// <summary>Clients that are in the room now.</summary>
    public int Joined { get; private set; }

    /// <summary>A client's view; clients are numbered from 0 without large holes.</summary>
    public ClientView this[int client]
    {
        get
        {
            while (_views.Count <= client)
            {
                _views.Add(new ClientView(_views.Count));
            }

            return _views[client];
        }
    }

    public RoomUser User(int user)
    {
        if (!_users.TryGetValue(user, out var known))
        {
            _users.Add(user, known = new RoomUser(user));
        }

        return known;
    }

    public RoomUser? FindUser(int user) => _users.GetValueOrDefault(user);

    public void Change(ClientView view, ClientPhase phase)
    {
        Count(view, -1);
        view.Phase = phase;
        Count(view, 1);
    }

    public void Change(ClientView view, ClientPhase phase, RoomUser user)
    {
        Count(view, -1);
        view.Phase = phase;
        view.User = user;
        user.Came = true;
        Count(view, 1);
    }

    /// <summary>Whether nobody who is in the room, or may resume, lacks the entry.</summary>
    public bool AllHave(OrderedEntry entry)
    {
        foreach (var view in _views)
        {
            if (view.Phase is ClientPhase.Joined or ClientPhase.Away && view.Lacks(entry))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A message got its place: whoever had left before it was sent must not get anything from there on.</summary>
    public void NoteSentAfterLeaving(long sentAt, Position place)
    {
        if (_left == 0)
        {
            return;
        }

        foreach (var view in _views.Where(view => view.Phase == ClientPhase.Left && view.LeftAt < sentAt && (view.LeftBefore is not { } before || place < before)))
        {
            view.LeftBefore = place;
        }
    }

    private void Count(ClientView view, int by)
    {
        Awaited += view.Phase is ClientPhase.Awaited or ClientPhase.Rejoining ? by : 0;
        _left += view.Phase is ClientPhase.Left ? by : 0;
        Joined += view.Phase is ClientPhase.Joined ? by : 0;
        if (view is { User: { } user, IsInside: true })
        {
            user.ClientsInside += by;
        }
    }
}
