namespace OrleansChat.History;

/// <summary>A change as its author knows it: all sendings with one key.</summary>
/// <param name="user">Who sends it.</param>
/// <param name="key">The key.</param>
/// <param name="what">What it does.</param>
/// <param name="floor">What its client had acknowledged when it was first sent.</param>
internal sealed class SentChange(RoomUser user, long key, MessageChange what, Position floor)
{
    private readonly List<int> _pending = [];

    public RoomUser User => user;

    public long Key => key;

    public MessageChange What => what;

    /// <summary>The change must stand behind this, where it makes anything.</summary>
    public Position Floor => floor;

    public int Attempts { get; private set; }

    /// <summary>Whether a sending ended without a certain outcome: the change may have been made.</summary>
    public bool IsUncertain { get; set; }

    public bool IsRefused { get; set; }

    /// <summary>What was answered.</summary>
    public Position? AcknowledgedAt { get; set; }

    /// <summary>Where it stands, as far as that is known; of two with one effect that are under way together, one is taken for the other until the answers come.</summary>
    public PlacedChange? Entry { get; set; }

    public bool IsPending => _pending.Count > 0;

    /// <summary>Whether it may stand somewhere that nobody knows.</summary>
    public bool IsOpen => (IsPending || IsUncertain) && AcknowledgedAt is null;

    public void Begin(int client)
    {
        Attempts++;
        IsRefused = false;
        _pending.Add(client);
    }

    public bool TryEnd(int client) => _pending.Remove(client);

    public override string ToString() => $"change #{key} of user {user.Number} ({what.Kind} of {what.Target})";
}
