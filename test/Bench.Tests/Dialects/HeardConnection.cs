using System.Text;
using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Tests.Dialects;

/// <summary>A connection without a socket: keeps what a dialect says and finds.</summary>
internal sealed class HeardConnection : IConnectionEvents
{
    public static readonly FleetShape Shape = new("0000000AB", Rooms: 2, Members: 3, BodyBytes: 64);

    public HeardConnection(int number = 0) => Connection =
        new BenchConnection(this, number, new BenchRoom(number / Shape.Members, Shape.RoomName(number / Shape.Members), Shape.Members), number % Shape.Members) { Phase = ConnectionPhase.Joining };

    public BenchConnection Connection { get; }

    public List<string> Said { get; } = [];

    public List<string> Found { get; } = [];

    public void Say(BenchConnection connection, ReadOnlySpan<byte> payload) => Said.Add(Encoding.UTF8.GetString(payload));

    public void Joined(BenchConnection connection)
    {
        connection.Phase = ConnectionPhase.Ready;
        Found.Add("joined");
    }

    public void Delivered(BenchConnection connection, ReadOnlySpan<byte> bytes) => Found.Add("delivered " + Encoding.UTF8.GetString(bytes));

    public void Acknowledged(long due) => Found.Add($"acknowledged {due}");

    public void Refused(string reason) => Found.Add("refused " + reason);

    public void End(BenchConnection connection, string reason)
    {
        connection.Phase = ConnectionPhase.Closed;
        Found.Add("ended " + reason);
    }

    /// <summary>Lets the dialect read frames, one after the other.</summary>
    public void Hear(IDialect dialect, params string[] frames)
    {
        foreach (var frame in frames)
        {
            dialect.Received(Connection, Encoding.UTF8.GetBytes(frame));
        }
    }

    public string Write(IDialect dialect, string body, long number, long due)
    {
        var bytes = new byte[1024];
        return Encoding.UTF8.GetString(bytes, 0, dialect.WriteSend(bytes, Connection, number, due, Encoding.UTF8.GetBytes(body)));
    }
}
