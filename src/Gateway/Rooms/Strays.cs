using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// Rooms that told this gateway something although nobody here is in them. Nearly always that was said while the last one left; a room that still holds
/// somebody for a member here would never be empty, so it is told once that word had its time to get there.
/// </summary>
internal sealed class Strays
{
    private readonly Lock _lock = new();
    private HashSet<RoomId> _heard = [];
    private HashSet<RoomId> _older = [];

    public void Hear(RoomId room)
    {
        lock (_lock)
        {
            _heard.Add(room);
        }
    }

    /// <summary>Those that were heard before this was last asked, in the order of their codes.</summary>
    public RoomId[] Take()
    {
        lock (_lock)
        {
            var due = _older;
            (_older, _heard) = (_heard, []);
            return [.. due.OrderBy(room => room.Value, StringComparer.Ordinal)];
        }
    }
}
