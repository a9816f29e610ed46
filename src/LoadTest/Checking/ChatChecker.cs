namespace OrleansChat.LoadTest.Checking;

/// <summary>
/// Checks the promises of a chat while it runs: every acknowledged message reached every member that stayed, once, all members in one order,
/// nothing of another room. It has no clock, does no I/O and takes no locks; the caller feeds it one observation at a time.
/// </summary>
internal sealed class ChatChecker
{
    private readonly RoomChecker[] _rooms;

    public ChatChecker(int rooms, int membersPerRoom, Func<int, string> roomName) =>
        _rooms = [.. Enumerable.Range(0, rooms).Select(room => new RoomChecker(roomName(room), membersPerRoom, Findings))];

    public Findings Findings { get; } = new();

    public RoomChecker this[int room] => _rooms[room];

    public void Finish()
    {
        foreach (var room in _rooms)
        {
            room.Finish();
        }
    }
}
