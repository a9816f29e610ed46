namespace OrleansChat.History;

/// <summary>
/// The room's one order, as far as it is not settled. Each place is an entry, made by whoever first speaks of it; it is let go once all clients that
/// it is owed to have it and its sender has an answer.
/// </summary>
internal sealed class RoomOrder
{
    /// <summary>The longest run of skipped numbers that is followed number by number.</summary>
    private const int MaximumGap = 256;

    private readonly RoomFindings _findings;
    private readonly RoomClients _clients;
    private readonly SentMessages _messages;
    private readonly OrderWindow _window;

    public RoomOrder(RoomFindings findings, RoomClients clients, SentMessages messages)
    {
        _findings = findings;
        _clients = clients;
        _messages = messages;
        _window = new OrderWindow(LetGo);
    }

    public int Count => _window.Count;

    public OrderedEntry? Find(Position position) => _window.Find(position);

    public OrderedEntry GetOrAdd(Position position) => _window.GetOrAdd(position);

    /// <summary>Whether the place is below one that was let go, so that it may have been let go as well.</summary>
    public bool MayBeSettled(Position position) => position <= _window.HighestRemoved;

    /// <summary>Makes entries for numbers that a client has jumped over: they may come late (out of order) or never (lost).</summary>
    public void NoteSkipped(int client, Position last, Position next)
    {
        if (next.Epoch != last.Epoch)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {client} came from {last} to {next} without being told of the new epoch");
            return;
        }

        if (next.Seq - last.Seq > MaximumGap)
        {
            _findings.Add(ViolationKind.OutOfOrder, $"member {client} jumped from {last} to {next}");
            return;
        }

        for (var seq = last.Seq + 1; seq < next.Seq; seq++)
        {
            var skipped = new Position(next.Epoch, seq);
            if (!MayBeSettled(skipped))
            {
                _window.GetOrAdd(skipped);
            }
        }
    }

    /// <summary>Names who says something: a client, or the answer to the sender.</summary>
    public static string Who(int? client) => client is null ? "the acknowledgement" : $"member {client}";

    public void CompareStamps(OrderedEntry entry, ulong id, long clock, int? client)
    {
        if (entry.Clock == 0)
        {
            entry.Clock = clock;
        }
        else if (entry.Clock != clock)
        {
            _findings.Add(ViolationKind.Disagreement, $"{Who(client)} has clock {clock} at {entry.Position}, another has {entry.Clock}");
        }

        if (id == 0 || id == entry.Id)
        {
            return;
        }

        if (entry.Id != 0)
        {
            _findings.Add(ViolationKind.Disagreement, $"{Who(client)} has another id at {entry.Position} than others");
        }
        else if (!_window.TrySetId(entry, id, out var holder))
        {
            _findings.Add(ViolationKind.IdReused, $"{entry} has the id of {holder}");
        }
    }

    /// <summary>A change was promised a place.</summary>
    /// <param name="position">The place.</param>
    /// <param name="clock">Its Lamport time.</param>
    /// <param name="fingerprint">A hash of what it does; null where another change that does the same may stand there.</param>
    /// <returns>Whether that can be.</returns>
    public bool PromiseChange(Position position, long clock, ulong? fingerprint)
    {
        if (MayBeSettled(position) && Find(position) is null)
        {
            return true;
        }

        var entry = GetOrAdd(position);
        if (entry.Content is not (EntryContent.Unknown or EntryContent.Change) || (fingerprint is { } expected && entry.Fingerprint != 0 && entry.Fingerprint != expected))
        {
            return false;
        }

        entry.Content = EntryContent.Change;
        entry.Fingerprint = fingerprint ?? entry.Fingerprint;
        CompareStamps(entry, 0, clock, client: null);
        Settle(entry);
        return true;
    }

    public void Settle(OrderedEntry entry)
    {
        if (IsKnown(entry) && entry.Seen.Count >= _clients.Joined && _clients.AllHave(entry))
        {
            Remove(entry);
        }
    }

    public void SettleAll()
    {
        if (_clients.Awaited > 0 || _window.Count == 0)
        {
            return;
        }

        foreach (var entry in _window.Entries.Where(entry => IsKnown(entry) && _clients.AllHave(entry)).ToArray())
        {
            Remove(entry);
        }
    }

    /// <summary>A client's view is replaced: what it showed before does not count any more.</summary>
    public void ForgetView(int client)
    {
        foreach (var entry in _window.Entries)
        {
            entry.Seen.Remove(client);
        }
    }

    /// <summary>Nobody is in the room, so nothing is owed to anybody.</summary>
    public void Clear()
    {
        foreach (var entry in _window.Entries.ToArray())
        {
            _window.Remove(entry);
        }
    }

    /// <summary>Everything had time to arrive: what somebody still lacks is lost.</summary>
    public void Finish()
    {
        foreach (var entry in _window.Entries.OrderBy(entry => entry.Position).ToArray())
        {
            FindDivided(entry);
            LetGo(entry);
        }
    }

    private bool IsKnown(OrderedEntry entry) =>
        _clients.Awaited == 0 && !entry.Disputed && entry.Content != EntryContent.Unknown && !entry.HasMoved && entry.Message?.IsOpen != true;

    /// <summary>Gives an entry up and counts it as lost to every client that it is still owed to.</summary>
    private void LetGo(OrderedEntry entry)
    {
        foreach (var view in _clients.Views)
        {
            if (view.Phase == ClientPhase.Joined && view.Lacks(entry))
            {
                _findings.Add(ViolationKind.Lost, $"member {view.Number} never got {entry}, which {entry.Seen.Count} of {_clients.Joined} members have");
            }
        }

        Remove(entry);
    }

    /// <summary>
    /// A message that nobody was promised may vanish with its activation, but not in silence from under those who show it, while others are told that
    /// nothing is missing.
    /// </summary>
    private void FindDivided(OrderedEntry entry)
    {
        if (entry.Content != EntryContent.Message || entry.IsAcknowledged || entry.HasMoved)
        {
            return;
        }

        var shows = _clients.Views.FirstOrDefault(view => view.Phase == ClientPhase.Joined && entry.Seen.Contains(view.Number));
        var passed = _clients.Views.FirstOrDefault(view => view.Phase == ClientPhase.Joined && view.WentPast(entry));
        if (shows is not null && passed is not null)
        {
            _findings.Add(ViolationKind.Disagreement, $"member {shows.Number} shows {entry}, and member {passed.Number} was told that nothing is missing there");
        }
    }

    private void Remove(OrderedEntry entry)
    {
        _window.Remove(entry);
        if (entry.Message is not { } message || message.Entry != entry)
        {
            return;
        }

        foreach (var former in message.FormerEntries)
        {
            _window.Remove(former);
        }

        if (!message.IsOpen)
        {
            _messages.Settled(message);
        }
    }
}
