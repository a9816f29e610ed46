namespace OrleansChat.Processes.Tests.Clients;

/// <summary>A place in a room's one order.</summary>
internal readonly record struct Position(long Epoch, long Seq) : IComparable<Position>
{
    public int CompareTo(Position other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Seq.CompareTo(other.Seq);

    public override string ToString() => $"{Epoch}/{Seq}";
}
