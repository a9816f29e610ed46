namespace OrleansChat.History;

/// <summary>The messages of one room that are not settled yet, and some that are. A user's keys grow, so a lower key that is not here was settled before.</summary>
/// <param name="remembered">How many settled messages are kept, to compare what a retry is answered.</param>
internal sealed class SentMessages(int remembered)
{
    /// <summary>How many refused messages are remembered, to name one that is delivered all the same.</summary>
    private const int MaximumRefused = 1024;

    /// <summary>How many messages without an answer wait for a retry.</summary>
    private const int MaximumUncertain = 512;

    private readonly Dictionary<(int User, long Key), SentMessage> _messages = [];
    private readonly Queue<SentMessage> _refused = new();
    private readonly Queue<SentMessage> _settled = new();
    private readonly Queue<SentMessage> _uncertain = new();

    public IEnumerable<SentMessage> All => _messages.Values;

    public SentMessage Add(RoomUser user, ClientView client, long key, long now)
    {
        var message = new SentMessage(user, client, key, now, isRepeat: key <= user.LastKey);
        _messages.Add((user.Number, key), message);
        user.LastKey = Math.Max(user.LastKey, key);
        return message;
    }

    public SentMessage? Find(int user, long key) => _messages.GetValueOrDefault((user, key));

    /// <summary>Everybody has it and its sender has the answer: it is kept only to compare later answers, if at all.</summary>
    public void Settled(SentMessage message)
    {
        message.StandAt(null);
        _settled.Enqueue(message);
        Trim(_settled, remembered);
    }

    public void RememberRefused(SentMessage message)
    {
        _refused.Enqueue(message);
        Trim(_refused, MaximumRefused);
    }

    /// <summary>A sending ended without an answer; the sender may come back with the same key, or give up.</summary>
    /// <returns>The message for which that has been so for the longest, where there are too many: it is taken for given up.</returns>
    public SentMessage? RememberUncertain(SentMessage message)
    {
        if (!message.IsUncertain)
        {
            message.IsUncertain = true;
            _uncertain.Enqueue(message);
        }

        if (_uncertain.Count <= MaximumUncertain)
        {
            return null;
        }

        var oldest = _uncertain.Dequeue();
        oldest.IsUncertain = false;
        if (oldest is { IsPending: false, Entry: null })
        {
            Settled(oldest);
        }

        return oldest;
    }

    /// <summary>The room is empty and forgets; what has no answer yet may still be made, in the room as it is from now on.</summary>
    public void Forget(IEnumerable<RoomUser> users)
    {
        foreach (var user in users)
        {
            user.ForgottenKey = user.LastKey;
        }

        foreach (var message in _messages.Values.ToArray())
        {
            var isOpen = message.IsOpen;
            message.Forget();
            if (!isOpen)
            {
                _messages.Remove((message.User.Number, message.Key));
            }
        }

        _refused.Clear();
        _settled.Clear();
    }

    /// <summary>Says what is wrong with the delivery of a message that is not here.</summary>
    public static (ViolationKind Kind, string Text) Explain(RoomUser? user, long key) =>
        user is null || key > user.LastKey || key < 0 ? (ViolationKind.Phantom, "which nobody sent")
        : key <= user.ForgottenKey ? (ViolationKind.Resurrected, "which was sent before the room was empty")
        : (ViolationKind.Twice, "which everybody had got elsewhere before");

    private void Trim(Queue<SentMessage> queue, int maximum)
    {
        while (queue.Count > maximum)
        {
            var oldest = queue.Dequeue();
            var id = (oldest.User.Number, oldest.Key);

            // A retry may have opened it again meanwhile.
            if (!oldest.IsOpen && oldest.Entry is null && _messages.GetValueOrDefault(id) == oldest)
            {
                _messages.Remove(id);
            }
        }
    }
}
