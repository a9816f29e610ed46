namespace OrleansChat.History;

/// <summary>What one client shows of its room, and how far it has followed.</summary>
internal sealed class ClientView(int number)
{
    private ToldRanges? _told;

    public int Number => number;

    public RoomUser? User { get; set; }

    public ClientPhase Phase { get; set; }

    /// <summary>The room's head when the view began: what stands behind it is owed to the client.</summary>
    public Position JoinedAt { get; private set; }

    public Position Last { get; set; }

    public long Clock { get; set; }

    /// <summary>The highest place that was acknowledged to the client in its present stay.</summary>
    public Position Acknowledged { get; set; }

    /// <summary>Everything that was answered before this moment is in what the client is told of the room as a whole.</summary>
    public long AsOf { get; set; }

    public long LeftAt { get; private set; }

    /// <summary>From this place on nothing may reach the client, which left before; null while that is not known.</summary>
    public Position? LeftBefore { get; set; }

    public bool IsInside => Phase is ClientPhase.Awaited or ClientPhase.Joined or ClientPhase.Rejoining or ClientPhase.Away or ClientPhase.Gone;

    public void Begin(Position head, long clock)
    {
        JoinedAt = Last = head;
        Clock = clock;
        LeftBefore = null;
        _told = null;
    }

    public void Leave(long now)
    {
        LeftAt = now;
        LeftBefore = null;
        Acknowledged = default;
    }

    public void Tell(long from, long to, bool isGap) => (_told ??= new ToldRanges()).Add(from, to, isGap);

    public bool Passed(Position position) => _told is not null && _told.Covers(position.Seq);

    /// <summary>Whether the client should have an entry and has not got it.</summary>
    public bool Lacks(OrderedEntry entry) => entry.Position > JoinedAt && !entry.Seen.Contains(number) && !IsExcused(entry);

    /// <summary>Whether the client passed over the entry under the promise that nothing of worth is there.</summary>
    public bool WentPast(OrderedEntry entry) =>
        entry.Position > JoinedAt && !entry.Seen.Contains(number) && _told is not null && _told.Covers(entry.Position.Seq) && !_told.IsGap(entry.Position.Seq);

    private bool IsExcused(OrderedEntry entry)
    {
        if (entry.HasMoved || entry.Content == EntryContent.Unknown && entry.Position.Epoch < Last.Epoch)
        {
            // A number of an activation that is no more, of which nobody ever had anything: it was never given, or died unacknowledged.
            return true;
        }

        var seq = entry.Position.Seq;
        return _told is not null && (entry.IsAcknowledged ? _told.IsGap(seq) : _told.Covers(seq));
    }
}
