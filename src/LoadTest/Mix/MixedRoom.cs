using OrleansChat.History;

namespace OrleansChat.LoadTest.Mix;

/// <summary>What the members of a room know together in a run with a mix; under the recorder's lock.</summary>
internal sealed class MixedRoom
{
    /// <summary>Messages whose ids are known: many more than any member shows.</summary>
    private const int KnownMessages = 1024;

    private readonly Dictionary<ulong, int> _users = [];
    private readonly Dictionary<ulong, long> _messages = [];
    private readonly Queue<ulong> _oldest = new();

    /// <summary>Members whose leaving has not been answered yet.</summary>
    public int Leaving { get; set; }

    /// <summary>A room's answer said who its asker is: tokens of a file do not say it before.</summary>
    public void Introduce(ReadOnlySpan<byte> user, int member) => _users[Fingerprint.Of(user)] = member;

    /// <summary>The member with a user's id; null where it is nobody's.</summary>
    public int? MemberOf(ReadOnlySpan<byte> user) => _users.TryGetValue(Fingerprint.Of(user), out var member) ? member : null;

    /// <summary>A message was shown to somebody.</summary>
    /// <param name="id">A hash of its id.</param>
    /// <param name="seq">Its number.</param>
    public void Note(ulong id, long seq)
    {
        if (!_messages.TryAdd(id, seq))
        {
            return;
        }

        _oldest.Enqueue(id);
        if (_oldest.Count > KnownMessages)
        {
            _messages.Remove(_oldest.Dequeue());
        }
    }

    /// <summary>The number of the message with an id; null where no member was shown it.</summary>
    public long? SeqOf(ReadOnlySpan<byte> id) => _messages.TryGetValue(Fingerprint.Of(id), out var seq) ? seq : null;
}
