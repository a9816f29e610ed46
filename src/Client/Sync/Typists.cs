using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>Who is typing. A typist of whom nothing more is heard is forgotten: the signal that ends it can be lost.</summary>
internal sealed class Typists(TimeSpan lifetime, int capacity)
{
    private readonly Dictionary<string, (UserInfo User, DateTimeOffset Until)> _typists = [];

    public IReadOnlyList<UserInfo> Users => [.. _typists.Values.Select(typist => typist.User).OrderBy(user => user.Id, StringComparer.Ordinal)];

    /// <summary>When the first of them is to be forgotten.</summary>
    public DateTimeOffset? Due => _typists.Count == 0 ? null : _typists.Values.Min(typist => typist.Until);

    /// <summary>Takes a signal; false where it says nothing new.</summary>
    public bool Set(UserInfo user, bool on, DateTimeOffset now)
    {
        if (!on)
        {
            return _typists.Remove(user.Id);
        }

        var isNew = !_typists.ContainsKey(user.Id);
        if (isNew && _typists.Count >= capacity)
        {
            return false;
        }

        _typists[user.Id] = (user, now + lifetime);
        return isNew;
    }

    public IReadOnlyList<UserInfo> TakeExpired(DateTimeOffset now)
    {
        List<UserInfo> expired = [.. _typists.Values.Where(typist => typist.Until <= now).Select(typist => typist.User)];
        expired.ForEach(user => _typists.Remove(user.Id));
        return expired;
    }

    public void Clear() => _typists.Clear();
}
