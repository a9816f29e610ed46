namespace OrleansChat.History;

/// <summary>A user of the room, over all clients of theirs.</summary>
internal sealed class RoomUser(int number)
{
    public int Number => number;

    /// <summary>Clients that are in the room or may be: coming, in it, or away without having left.</summary>
    public int ClientsInside { get; set; }

    /// <summary>When the last explicit leaving of one of the clients was answered.</summary>
    public long LeftAt { get; set; }

    /// <summary>The highest key that was sent with; keys grow.</summary>
    public long LastKey { get; set; }

    /// <summary>The highest key at the time when the room was last empty.</summary>
    public long ForgottenKey { get; set; }

    /// <summary>Whether the user came, or began to, since the room was last empty.</summary>
    public bool Came { get; set; }

    /// <summary>The highest place that was acknowledged to any of the user's clients.</summary>
    public Position Acknowledged { get; set; }
}
