namespace OrleansChat.Grains.Rooms;

/// <summary>Who is typing, and until when that holds.</summary>
internal sealed class Typists(TimeSpan lifetime)
{
    private readonly Dictionary<UserId, (Person Person, long Until)> _typists = [];

    /// <summary>When the first of them falls silent, in Unix milliseconds; null where nobody types.</summary>
    public long? NextExpiry => _typists.Count == 0 ? null : _typists.Values.Min(typist => typist.Until);

    /// <summary>Returns whether that changed anything that others can see.</summary>
    public bool Set(Person person, bool on, long now)
    {
        if (!on)
        {
            return _typists.Remove(person.Id);
        }

        var began = !_typists.ContainsKey(person.Id);
        _typists[person.Id] = (person, now + (long)lifetime.TotalMilliseconds);
        return began;
    }

    public bool Remove(UserId user) => _typists.Remove(user);

    /// <summary>Removes and returns those who have been silent for too long.</summary>
    public IReadOnlyList<Person> Expire(long now)
    {
        var silent = _typists.Values.Where(typist => typist.Until <= now).Select(typist => typist.Person).ToArray();
        foreach (var person in silent)
        {
            _typists.Remove(person.Id);
        }

        return silent;
    }

    public void Clear() => _typists.Clear();
}
