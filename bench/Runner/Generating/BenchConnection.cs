using OrleansChat.Bench.Epoll;
using OrleansChat.LoadTest.Connections;

namespace OrleansChat.Bench.Generating;

/// <summary>One client: a socket, what of its input is not whole yet, and whom to tell what its dialect found.</summary>
internal sealed class BenchConnection(IConnectionEvents events, int number, BenchRoom room, int member)
{
    // Structs that change: properties would hand out copies.
    public Outbox Outbox;
    public CarriedBytes Input;

    /// <summary>For dialects whose records end elsewhere than frames do.</summary>
    public CarriedBytes Record;

    public int Number => number;

    public BenchRoom Room => room;

    /// <summary>Its place among the room's members, from 0.</summary>
    public int Member => member;

    public TcpSocket Socket { get; set; }

    public ConnectionPhase Phase { get; set; }

    /// <summary>When it began to connect, on the fleet's clock.</summary>
    public long StartedAt { get; set; }

    /// <summary>When it last said something.</summary>
    public long SaidAt { get; set; }

    /// <summary>For the dialect: how far it has come with joining.</summary>
    public int Step { get; set; }

    /// <summary>Says something as a text frame.</summary>
    public void Say(ReadOnlySpan<byte> payload) => events.Say(this, payload);

    /// <summary>The server let it into its room.</summary>
    public void Joined() => events.Joined(this);

    /// <summary>A message came; nothing is counted where the bytes hold none of this session.</summary>
    /// <param name="bytes">The body, or something that holds it as it was sent.</param>
    public void Delivered(ReadOnlySpan<byte> bytes) => events.Delivered(this, bytes);

    /// <summary>The server confirmed a message that was due then.</summary>
    public void Acknowledged(long due) => events.Acknowledged(due);

    /// <summary>The server refused a message.</summary>
    public void Refused(string reason) => events.Refused(reason);

    /// <summary>The server ended this, or said what it must not.</summary>
    public void End(string reason) => events.End(this, reason);
}
