using OrleansChat.History;

namespace OrleansChat.LoadTest.Mix;

/// <summary>The newest messages of a room as one member shows them: no more than people look back to when they edit or react.</summary>
internal sealed class MessageView
{
    /// <summary>Messages that are kept. A room keeps more, so that what is in a view can be changed.</summary>
    public const int Capacity = 32;

    private readonly List<ViewedMessage> _messages = [];

    /// <summary>By number, the newest last.</summary>
    public IReadOnlyList<ViewedMessage> Messages => _messages;

    /// <summary>Replaces all by what a room answered, oldest first.</summary>
    public void Replace(IReadOnlyCollection<ViewedMessage> messages)
    {
        _messages.Clear();
        _messages.AddRange(messages.Skip(messages.Count - Capacity));
    }

    /// <summary>Shows one more, in the place of the oldest.</summary>
    public void Add(ViewedMessage message)
    {
        _messages.Add(message);
        if (_messages.Count > Capacity)
        {
            _messages.RemoveAt(0);
        }
    }

    public ViewedMessage? Find(long seq) => _messages.FindLast(message => message.Seq == seq);

    /// <summary>How those look to which something was done; the checker is told of no others.</summary>
    public IEnumerable<ShownMessage> Changed(ChangeLedger ledger) =>
        _messages.Where(message => message.Rev != 0 || ledger.Knows(message.Seq)).Select(message => message.Shown);
}
