using System.Buffers.Text;
using System.Text;
using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Dialects;

/// <summary>Socket.IO's protocol 5 over Engine.IO's protocol 4: a digit or two for the kind, the number of what is to be confirmed, a JSON array.</summary>
internal sealed class SocketIoDialect : IDialect
{
    private const int JoinNumber = 0;

    /// <summary>The server pings, and the answer is all it wants.</summary>
    public double? KeepAliveSeconds => null;

    public string Path(int connection) => "/socket.io/?EIO=4&transport=websocket";

    public void Opened(BenchConnection connection)
    {
        // The server speaks first.
    }

    public void Received(BenchConnection connection, ReadOnlySpan<byte> payload)
    {
        if (payload.StartsWith("42"u8))
        {
            connection.Delivered(payload);
        }
        else if (payload.StartsWith("43"u8))
        {
            Confirmed(connection, payload[2..]);
        }
        else if (payload.SequenceEqual("2"u8))
        {
            connection.Say("3"u8);
        }
        else if (payload.StartsWith("0"u8))
        {
            connection.Say("40"u8);
        }
        else if (payload.StartsWith("40"u8))
        {
            connection.Say(Encoding.ASCII.GetBytes($"42{JoinNumber}[\"join\",\"{connection.Room.Name}\"]"));
        }
        else if (payload.StartsWith("41"u8) || payload.StartsWith("44"u8) || payload.StartsWith("1"u8))
        {
            connection.End("closed by the server");
        }
    }

    public int WriteSend(Span<byte> destination, BenchConnection connection, long number, long due, ReadOnlySpan<byte> body)
    {
        // What is due is never 0, the number of the join.
        var text = new WireText(destination);
        text.Add("42"u8);
        text.Add(due);
        text.Add("[\"send\",\""u8);
        text.Add(connection.Room.NameBytes);
        text.Add("\",\""u8);
        text.Add(body);
        text.Add("\"]"u8);
        return text.Length;
    }

    public void KeepAlive(BenchConnection connection)
    {
    }

    public (long Total, IReadOnlyList<string> First) Finish() => (0, []);

    private static void Confirmed(BenchConnection connection, ReadOnlySpan<byte> rest)
    {
        if (connection.Phase == ConnectionPhase.Joining)
        {
            connection.Joined();
        }
        else if (Utf8Parser.TryParse(rest, out long due, out _))
        {
            connection.Acknowledged(due);
        }
    }
}
