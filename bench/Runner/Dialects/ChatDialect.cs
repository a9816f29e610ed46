using System.Text;
using System.Text.Json;
using OrleansChat.Bench.Generating;
using OrleansChat.History;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Dialects;

/// <summary>OrleansChat. Beyond what is counted for everybody, the history checker holds the server to all that it promises.</summary>
internal sealed class ChatDialect : IDialect
{
    private readonly string[] _tokens;
    private readonly byte[] _run;
    private readonly ChatChecker _checker;
    private readonly ChatFeed _feed;

    /// <param name="shape">The fleet.</param>
    /// <param name="tokens">An access token for each connection.</param>
    public ChatDialect(FleetShape shape, string[] tokens)
    {
        _tokens = tokens;
        _run = Encoding.ASCII.GetBytes(shape.Run);
        _checker = new ChatChecker(shape.Rooms, shape.Members, shape.RoomName);
        _feed = new ChatFeed(shape, _run, _checker);
    }

    public double? KeepAliveSeconds => HubRecords.KeepAliveSeconds;

    public string Path(int connection) => $"/hub/chat?access_token={Uri.EscapeDataString(_tokens[connection])}";

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
        _checker[connection.Room.Number].Invoked(connection.Member, connection.Member, number, Fingerprint.Of(body));
        return HubInvocation.Send(destination, connection.Room.NameBytes, _run, number, due, body);
    }

    public void KeepAlive(BenchConnection connection) => connection.Say(HubInvocation.Ping);

    public (long Total, IReadOnlyList<string> First) Finish()
    {
        _checker.Finish();
        return (_checker.Findings.Total, [.. _checker.Findings.First.Select(violation => violation.ToString())]);
    }

    private void Take(BenchConnection connection, ReadOnlySpan<byte> record)
    {
        try
        {
            if (connection.Step == 0)
            {
                connection.Step = 1;
                connection.Say(HubInvocation.Join(connection.Room.Name));
            }
            else
            {
                _feed.Read(connection, record);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            connection.End("bad wire: " + exception.Message);
        }

        if (connection.Phase == ConnectionPhase.Closed)
        {
            _checker[connection.Room.Number].Gone(connection.Member, forGood: true);
        }
    }
}
