using System.Text;

namespace OrleansChat.Bench.Generating;

/// <summary>A room, and what is known of its one order.</summary>
internal sealed class BenchRoom(int number, string name, int members)
{
    private readonly byte[] _name = Encoding.ASCII.GetBytes(name);

    public int Number => number;

    public string Name => name;

    public ReadOnlySpan<byte> NameBytes => _name;

    public RoomTally Tally { get; } = new(members);
}
