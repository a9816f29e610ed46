namespace OrleansChat.History;

/// <summary>A message as its sender knows it: all sendings with one key.</summary>
/// <param name="user">Who sent it.</param>
/// <param name="client">Where it was sent first.</param>
/// <param name="key">The key.</param>
/// <param name="at">When its first sending began.</param>
/// <param name="isRepeat">Whether the key was used before, in sendings that are not remembered any more.</param>
internal sealed class SentMessage(RoomUser user, ClientView client, long key, long at, bool isRepeat)
{
    // Nearly every message has one attempt, one body and one place.
    private Attempt? _attempt;
    private List<Attempt>? _more;
    private List<ulong>? _otherBodies;
    private List<OrderedEntry>? _formerEntries;

    public RoomUser User => user;

    public long Key => key;

    public long At => at;

    public bool IsRepeat => isRepeat;

    /// <summary>What the client that sent it first had acknowledged until then; this message must stand behind it.</summary>
    public Position Floor { get; } = client.Acknowledged;

    /// <summary>What the user had acknowledged until then on any client; within one epoch, this message must stand behind it as well.</summary>
    public Position UserFloor { get; } = user.Acknowledged;

    /// <summary>Sendings so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>A hash of the first body that was sent with the key.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>Where somebody was promised that it stands.</summary>
    public Position? AcknowledgedAt { get; set; }

    /// <summary>Hash of the id in that promise.</summary>
    public ulong AcknowledgedId { get; set; }

    /// <summary>Whether a sending ended without an answer: the message may stand in the order or not.</summary>
    public bool IsUncertain { get; set; }

    public bool IsRefused { get; set; }

    /// <summary>Where it stands, once an acknowledgement or a delivery has told.</summary>
    public OrderedEntry? Entry { get; private set; }

    /// <summary>Places where it was shown before it vanished from there.</summary>
    public IReadOnlyList<OrderedEntry> FormerEntries => _formerEntries ?? (IReadOnlyList<OrderedEntry>)[];

    public bool IsPending => _attempt is not null;

    /// <summary>Whether more may be heard of it.</summary>
    public bool IsOpen => IsPending || IsUncertain && AcknowledgedAt is null;

    public IEnumerable<Attempt> Pending => _attempt is { } attempt ? [attempt, .. _more ?? []] : [];

    public void Begin(Attempt attempt)
    {
        Attempts++;
        IsRefused = false;
        if (Attempts == 1)
        {
            Fingerprint = attempt.Fingerprint;
        }
        else if (!Allows(attempt.Fingerprint))
        {
            (_otherBodies ??= []).Add(attempt.Fingerprint);
        }

        if (_attempt is null)
        {
            _attempt = attempt;
        }
        else
        {
            (_more ??= []).Add(attempt);
        }
    }

    /// <summary>Ends the first open attempt of a client.</summary>
    public bool TryEnd(int client, out ulong fingerprint)
    {
        fingerprint = 0;
        if (_attempt is { } first && first.Client == client)
        {
            fingerprint = first.Fingerprint;
            _attempt = _more is [var next, ..] ? next : null;
            _more?.RemoveRange(0, Math.Min(1, _more.Count));
            return true;
        }

        var index = _more?.FindIndex(attempt => attempt.Client == client) ?? -1;
        if (index < 0)
        {
            return false;
        }

        fingerprint = _more![index].Fingerprint;
        _more.RemoveAt(index);
        return true;
    }

    /// <summary>Whether the body was sent with the key.</summary>
    public bool Allows(ulong fingerprint) => fingerprint == Fingerprint || _otherBodies?.Contains(fingerprint) == true;

    public bool HasOtherBodies => _otherBodies is not null;

    public void StandAt(OrderedEntry? entry) => Entry = entry;

    /// <summary>What this message must stand behind, where it does not.</summary>
    public Position? Overtaken(Position place) =>
        place <= Floor ? Floor
        : place <= UserFloor && place.Epoch == UserFloor.Epoch ? UserFloor
        : null;

    /// <summary>Whether a second place is no contradiction: the first was never promised, and its activation is no more.</summary>
    public bool CanMove(Position from, Position to) => from.Epoch != to.Epoch && AcknowledgedAt != (from < to ? from : to);

    public void AddFormer(OrderedEntry entry) => (_formerEntries ??= []).Add(entry);

    public void Forget()
    {
        Entry = null;
        _formerEntries = null;
        AcknowledgedAt = null;
    }

    public override string ToString() => $"message #{key} of user {user.Number}";
}
