namespace OrleansChat.Bench.Generating;

/// <summary>Who connects, and what is said.</summary>
/// <param name="Run">A name that stands at the head of every body and in the rooms' names, so that nothing of another session counts.</param>
/// <param name="Rooms">Rooms.</param>
/// <param name="Members">Connections in each.</param>
/// <param name="BodyBytes">Bytes of a body.</param>
internal sealed record FleetShape(string Run, int Rooms, int Members, int BodyBytes)
{
    public int Connections => Rooms * Members;

    public string RoomName(int room) => $"BENCH-{Run}-{room}";
}
