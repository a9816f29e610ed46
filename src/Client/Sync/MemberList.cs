using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>
/// Who is in a room. While a <c>Members</c> call is under way, joins and leaves that are applied meanwhile are noted and applied to its answer again: the
/// answer has no place in the order and may have been made before them. Where it was made after them, the frames of what lies between still follow.
/// </summary>
internal sealed class MemberList(int capacity)
{
    private readonly SortedDictionary<string, MemberInfo> _members = new(StringComparer.Ordinal);
    private Dictionary<string, MemberInfo?>? _meanwhile;
    private Dictionary<string, string>? _rolesMeanwhile;

    public IReadOnlyCollection<MemberInfo> Members => _members.Values;

    public int Count { get; private set; }

    public void Add(MemberInfo member, int count)
    {
        Set(member.Id, member);
        _meanwhile?[member.Id] = member;
        Count = count;
    }

    public void Remove(string user, int count)
    {
        Set(user, null);
        _meanwhile?[user] = null;
        Count = count;
    }

    /// <summary>A member has another role; who is not in the list stays out of it.</summary>
    public void SetRole(string user, string role)
    {
        _rolesMeanwhile?[user] = role;
        if (_members.TryGetValue(user, out var member))
        {
            _members[user] = member with { Role = role };
        }
    }

    /// <summary>The server told the list by itself; an answer that is still under way is not waited for any more.</summary>
    public void Replace(IReadOnlyList<MemberInfo> members, int count)
    {
        (_meanwhile, _rolesMeanwhile) = (null, null);
        _members.Clear();
        foreach (var member in members)
        {
            Set(member.Id, member);
        }

        Count = count;
    }

    public void BeginAsking() => (_meanwhile, _rolesMeanwhile) = ([], []);

    /// <summary>Takes the answer; false where nobody waits for it any more.</summary>
    public bool TakeAnswer(MemberPage page)
    {
        if (_meanwhile is not { } meanwhile || _rolesMeanwhile is not { } roles)
        {
            return false;
        }

        Replace(page.Members, page.Count);
        foreach (var (user, member) in meanwhile)
        {
            var known = _members.ContainsKey(user);
            Set(user, member);

            // Past the first page it cannot be seen whether the answer counted the user already; the next frame brings the room's own count.
            Count += page.HasMore ? 0 : (member is not null ? 1 : 0) - (known ? 1 : 0);
        }

        foreach (var (user, role) in roles)
        {
            SetRole(user, role);
        }

        return true;
    }

    private void Set(string user, MemberInfo? member)
    {
        if (member is null)
        {
            _members.Remove(user);
        }
        else if (_members.Count < capacity || _members.ContainsKey(user))
        {
            _members[user] = member;
        }
    }
}
