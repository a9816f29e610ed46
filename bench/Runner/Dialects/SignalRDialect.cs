using System.Buffers.Text;
using System.Text;
using OrleansChat.Bench.Generating;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Dialects;

/// <summary>A SignalR hub with groups, over SignalR's JSON protocol.</summary>
internal sealed class SignalRDialect : IDialect
{
    private static ReadOnlySpan<byte> PushStart => "{\"type\":1,"u8;

    private static ReadOnlySpan<byte> CompletionStart => "{\"type\":3,\"invocationId\":\""u8;

    private static ReadOnlySpan<byte> CloseStart => "{\"type\":7"u8;

    public double? KeepAliveSeconds => HubRecords.KeepAliveSeconds;

    public string Path(int connection) => "/room";

    public void Opened(BenchConnection connection) => connection.Say(HubInvocation.Handshake);

    public void Received(BenchConnection connection, ReadOnlySpan<byte> payload)
    {
        var records = new HubRecords(ref connection.Record, payload);
        while (connection.Phase != ConnectionPhase.Closed && records.TryNext(out var record))
        {
            Take(connection, record);
        }

        records.Keep(ref connection.Record);
    }

    public int WriteSend(Span<byte> destination, BenchConnection connection, long number, long due, ReadOnlySpan<byte> body)
    {
        var text = new WireText(destination);
        text.Add("{\"type\":1,\"invocationId\":\""u8);
        text.Add(due);
        text.Add("\",\"target\":\"Send\",\"arguments\":[\""u8);
        text.Add(connection.Room.NameBytes);
        text.Add("\",\""u8);
        text.Add(body);
        text.Add("\"]}\u001e"u8);
        return text.Length;
    }

    public void KeepAlive(BenchConnection connection) => connection.Say(HubInvocation.Ping);

    public (long Total, IReadOnlyList<string> First) Finish() => (0, []);

    private static void Take(BenchConnection connection, ReadOnlySpan<byte> record)
    {
        if (record.StartsWith(PushStart))
        {
            connection.Delivered(record);
        }
        else if (record.StartsWith(CompletionStart))
        {
            Complete(connection, record);
        }
        else if (record.SequenceEqual("{}"u8))
        {
            connection.Say(Encoding.ASCII.GetBytes($$"""{"type":1,"invocationId":"join","target":"Join","arguments":["{{connection.Room.Name}}"]}""" + '\u001e'));
        }
        else if (record.StartsWith(CloseStart))
        {
            connection.End("closed by the server");
        }
    }

    private static void Complete(BenchConnection connection, ReadOnlySpan<byte> record)
    {
        var isRefused = record.IndexOf("\"error\":"u8) >= 0;
        if (connection.Phase == ConnectionPhase.Joining && !isRefused)
        {
            connection.Joined();
        }
        else if (isRefused)
        {
            connection.Refused("hub error");
        }
        else if (Utf8Parser.TryParse(record[CompletionStart.Length..], out long due, out _))
        {
            connection.Acknowledged(due);
        }
    }
}
