using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>Ordered frames that came before those that they follow.</summary>
internal sealed class HeldFrames(int capacity)
{
    private readonly SortedList<long, OrderedFrame> _frames = [];

    public int Count => _frames.Count;

    public long Highest => _frames.Count == 0 ? 0 : _frames.GetKeyAtIndex(_frames.Count - 1);

    public void Add(OrderedFrame frame)
    {
        _frames[frame.Seq] = frame;
        if (_frames.Count > capacity)
        {
            _frames.RemoveAt(_frames.Count - 1);
        }
    }

    /// <summary>Takes the frame that comes next, and throws away what is settled up to there.</summary>
    public OrderedFrame? TakeNext(long epoch, long head)
    {
        while (_frames.Count > 0)
        {
            var lowest = _frames.GetValueAtIndex(0);
            var settled = lowest.Seq <= head || lowest.Epoch < epoch;
            var next = lowest.Seq == head + 1 && lowest.Epoch == epoch;
            if (!settled && !next)
            {
                return null;
            }

            _frames.RemoveAt(0);
            if (next)
            {
                return lowest;
            }
        }

        return null;
    }

    public void Clear() => _frames.Clear();
}
