using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Dialects;

/// <summary>The limit: the first frame names the room and is answered, the others are bodies.</summary>
internal sealed class LimitDialect : IDialect
{
    public double? KeepAliveSeconds => null;

    public string Path(int connection) => "/";

    public void Opened(BenchConnection connection) => connection.Say(connection.Room.NameBytes);

    public void Received(BenchConnection connection, ReadOnlySpan<byte> payload)
    {
        if (connection.Phase == ConnectionPhase.Joining && payload.SequenceEqual("ok"u8))
        {
            connection.Joined();
        }
        else
        {
            connection.Delivered(payload);
        }
    }

    public int WriteSend(Span<byte> destination, BenchConnection connection, long number, long due, ReadOnlySpan<byte> body)
    {
        body.CopyTo(destination);
        return body.Length;
    }

    public void KeepAlive(BenchConnection connection)
    {
    }

    public (long Total, IReadOnlyList<string> First) Finish() => (0, []);
}
