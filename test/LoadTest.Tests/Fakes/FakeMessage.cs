using System.Text.Json;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>A message of a fake room, with what was done to it.</summary>
internal sealed class FakeMessage(string room, long seq, long clock, string body)
{
    private readonly Dictionary<string, Dictionary<string, (long Seq, long Clock)>> _reactions = [];
    private string _body = body;
    private long _version;
    private long _rev;
    private string? _forgotten;

    public long Seq => seq;

    /// <summary>How it looked before its last change.</summary>
    public string WithoutLastChange(string reader) => _forgotten ?? ToJson(reader);

    public void Edit(long at, string body)
    {
        _forgotten = ToJson("");
        (_body, _version, _rev) = (body, at, at);
    }

    /// <summary>Takes a reaction.</summary>
    /// <returns>Where that stands which it only repeats; null where it is new.</returns>
    public (long Seq, long Clock)? React(long at, long atClock, string user, string emoji, bool on)
    {
        var before = ToJson("");
        if (!_reactions.TryGetValue(emoji, out var users))
        {
            _reactions.Add(emoji, users = []);
        }

        var says = users.TryGetValue(user, out var said);
        if (says == on)
        {
            return says ? said : (seq, clock);
        }

        if (on)
        {
            users.Add(user, (at, atClock));
        }
        else
        {
            users.Remove(user);
        }

        (_forgotten, _rev) = (before, at);
        return null;
    }

    /// <summary>The frame as a reader gets it now.</summary>
    public string ToJson(string reader)
    {
        var reactions = _reactions.Where(one => one.Value.Count > 0).Select(one => new { emoji = one.Key, count = one.Value.Count, own = one.Value.ContainsKey(reader) }).ToArray();
        return JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["type"] = "message",
            ["room"] = room,
            ["epoch"] = 1,
            ["seq"] = seq,
            ["clock"] = clock,
            ["at"] = 0,
            ["id"] = $"id-{seq}",
            ["from"] = new { id = "u", name = "n" },
            ["body"] = _body,
            ["kind"] = "text",
            ["version"] = _version,
            ["rev"] = _rev,
            ["reactions"] = reactions,
        }.Where(member => member.Value is not 0L && member.Value is not Array { Length: 0 }).ToDictionary());
    }
}
