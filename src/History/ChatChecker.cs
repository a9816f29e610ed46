namespace OrleansChat.History;

/// <summary>
/// Checks the promises of a chat of many rooms while it runs. It has no clock, does no I/O and takes no locks; the caller feeds it one observation
/// at a time, in the order in which they happened.
/// </summary>
public sealed class ChatChecker
{
    private readonly RoomChecker[] _rooms;

    /// <summary>Makes a checker for rooms whose clients are all about to join.</summary>
    /// <param name="rooms">How many rooms.</param>
    /// <param name="clientsPerRoom">How many clients are expected in each.</param>
    /// <param name="roomName">What a room is called in a finding.</param>
    /// <param name="rememberedMessages">Messages of a room that are kept when they are with everybody, to compare what a later retry is answered.</param>
    public ChatChecker(int rooms, int clientsPerRoom, Func<int, string> roomName, int rememberedMessages = 0) =>
        _rooms = [.. Enumerable.Range(0, rooms).Select(room => new RoomChecker(roomName(room), Findings, clientsPerRoom, rememberedMessages))];

    /// <summary>What was found, in all rooms.</summary>
    public Findings Findings { get; } = new();

    /// <summary>One room's checker.</summary>
    public RoomChecker this[int room] => _rooms[room];

    /// <summary>The run is over and everything had time to arrive: what is still open is broken.</summary>
    public void Finish()
    {
        foreach (var room in _rooms)
        {
            room.Finish();
        }
    }
}
