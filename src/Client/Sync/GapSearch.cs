using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>
/// Ranges of numbers in which messages may exist that were not shown. They are searched from their ends backwards, page by page: what a room no
/// longer keeps lies at the beginning, and a request for what is before a number is never refused as too old.
/// </summary>
internal sealed class GapSearch(int capacity)
{
    private readonly List<(long From, long To)> _gaps = [];
    private int _failures;

    /// <summary>The number before which to fetch next; null where nothing is in question.</summary>
    public long? Before => _gaps.Count == 0 ? null : _gaps[0].To + 1;

    public void Add(long from, long to)
    {
        if (to < from)
        {
            return;
        }

        if (_gaps.Count < capacity)
        {
            _gaps.Add((from, to));
        }
        else
        {
            // Searched as one with what lies between; messages that are shown already change nothing.
            var (lastFrom, lastTo) = _gaps[^1];
            _gaps[^1] = (Math.Min(lastFrom, from), Math.Max(lastTo, to));
        }
    }

    /// <summary>Takes the page that was asked for; what it returns lies in the gap.</summary>
    public IReadOnlyList<MessageFrame> Take(long before, MessagePage page)
    {
        if (Before != before)
        {
            return [];
        }

        _failures = 0;
        var (from, to) = _gaps[0];
        if (page.HasMore && page.Messages.Count > 0 && page.Messages[0].Seq > from)
        {
            _gaps[0] = (from, page.Messages[0].Seq - 1);
        }
        else
        {
            _gaps.RemoveAt(0);
        }

        return [.. page.Messages.Where(message => message.Seq >= from && message.Seq <= to)];
    }

    /// <summary>Gives a gap up that cannot be searched, so that it does not hold up the others for ever.</summary>
    public void Failed(long? before, int attempts)
    {
        if (before is not null && before == Before && ++_failures >= attempts)
        {
            _failures = 0;
            _gaps.RemoveAt(0);
        }
    }

    public void Clear()
    {
        _gaps.Clear();
        _failures = 0;
    }
}
