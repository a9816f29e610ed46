namespace OrleansChat.Grains.Rooms;

/// <summary>Who is typing, and until when that holds.</summary>
internal sealed class Typists(TimeSpan lifetime)
{
    /// <summary>Made when somebody types: in most rooms nobody does.</summary>
    private Dictionary<UserId, (Person Person, long Until)>? _typists;

    /// <summary>When the first of them falls silent, in Unix milliseconds; null where nobody types.</summary>
    public long? NextExpiry => _typists is not { Count: > 0 } ? null : _typists.Values.Min(typist => typist.Until);

    /// <summary>Returns whether that changed anything that others can see.</summary>
    public bool Set(Person person, bool on, long now)
    {
        if (!on)
        {
            return Remove(person.Id);
        }

        _typists ??= [];
        var began = !_typists.ContainsKey(person.Id);
        _typists[person.Id] = (person, now + (long)lifetime.TotalMilliseconds);
        return began;
    }

    public bool Remove(UserId user) => _typists?.Remove(user) == true;

    /// <summary>Removes and returns those who have been silent for too long.</summary>
    public IReadOnlyList<Person> Expire(long now)
    {
        if (_typists is null)
        {
            return [];
        }

        var silent = _typists.Values.Where(typist => typist.Until <= now).Select(typist => typist.Person).ToArray();
        foreach (var person in silent)
        {
            _typists.Remove(person.Id);
        }

        return silent;
    }

    public void Clear() => _typists = null;
}
