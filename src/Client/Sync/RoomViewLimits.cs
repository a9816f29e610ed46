namespace OrleansChat.Client.Sync;

/// <summary>The bounds and times of a <see cref="RoomView"/>.</summary>
internal sealed record RoomViewLimits
{
    /// <summary>Messages that are kept; the oldest go first.</summary>
    public int Messages { get; init; } = 500;

    /// <summary>Frames that wait for those before them. When it is full, the one with the highest number goes: a fetch brings it back.</summary>
    public int Held { get; init; } = 256;

    /// <summary>Members and read markers: the most that a server lets into a room.</summary>
    public int Members { get; init; } = 10_000;

    /// <summary>Gaps that are searched separately; more are searched as one.</summary>
    public int Gaps { get; init; } = 16;

    /// <summary>How long a frame waits for those before it, until they are fetched.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long to wait after a call that failed, where the server does not say.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Fetches in a row that may bring nothing on; after that the room is joined again.</summary>
    public int FruitlessFetches { get; init; } = 3;

    /// <summary>Joins in a row that may answer an epoch of the past; the next one is believed, since a server may have lost its count.</summary>
    public int BackwardJoins { get; init; } = 3;

    /// <summary>How long a typist is believed: the room's own 5 s, and a second for the way.</summary>
    public TimeSpan Typing { get; init; } = TimeSpan.FromSeconds(6);
}
