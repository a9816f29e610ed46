namespace OrleansChat.Gateway.Transport;

/// <summary>A tenth of the sockets.</summary>
internal sealed class SweepShard
{
    private readonly Lock _lock = new();
    private readonly List<SweepPlace> _places = [];

    public void Add(SweepPlace place)
    {
        lock (_lock)
        {
            place.Index = _places.Count;
            _places.Add(place);
        }
    }

    /// <summary>The last one takes the place of the one that goes.</summary>
    public void Remove(SweepPlace place)
    {
        lock (_lock)
        {
            var last = _places[^1];
            _places[place.Index] = last;
            last.Index = place.Index;
            _places.RemoveAt(_places.Count - 1);
        }
    }

    /// <summary>Under the lock, because what a socket does with it never blocks and never comes back here.</summary>
    public void Sweep(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var place in _places)
            {
                place.Socket.Tick();
                if (now >= place.ExpiresAt)
                {
                    place.Socket.Close();
                }
            }
        }
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            _places.ForEach(place => place.Socket.Close());
        }
    }
}
