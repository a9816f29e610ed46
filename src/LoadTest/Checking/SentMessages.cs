namespace OrleansChat.LoadTest.Checking;

/// <summary>The messages of one room that are not settled yet. Numbers grow by one, so a lower number that is not here was settled before.</summary>
internal sealed class SentMessages
{
    /// <summary>How many refused numbers are remembered, to name one that is delivered all the same.</summary>
    private const int MaximumRefused = 1024;

    private readonly Dictionary<long, SentMessage> _open = [];
    private readonly Queue<SentMessage> _refused = new();

    public long Last { get; private set; }

    public IEnumerable<SentMessage> Open => _open.Values;

    public void Add(int sender, ulong fingerprint, Position floor) => _open.Add(++Last, new SentMessage(Last, sender, fingerprint, floor));

    public SentMessage? Find(long number) => _open.GetValueOrDefault(number);

    public void Remove(SentMessage message) => _open.Remove(message.Number);

    public void RememberRefused(SentMessage message)
    {
        _refused.Enqueue(message);
        if (_refused.Count > MaximumRefused)
        {
            _open.Remove(_refused.Dequeue().Number);
        }
    }

    public void SenderGone(int sender)
    {
        foreach (var message in _open.Values.Where(message => message.Sender == sender && message.State == SendState.Sent))
        {
            message.State = SendState.Unknown;
        }
    }

    /// <summary>Says what is wrong with the delivery of a message that is not open.</summary>
    public (ViolationKind Kind, string Text) Explain(long number) =>
        number > Last || number < 0 ? (ViolationKind.Phantom, "which nobody sent") : (ViolationKind.Twice, "which everybody had got elsewhere before");
}
