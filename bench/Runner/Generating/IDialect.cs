namespace OrleansChat.Bench.Generating;

/// <summary>How one kind of server is joined and spoken to. All else is the same for all of them.</summary>
internal interface IDialect
{
    /// <summary>What is said so often on a connection, in seconds, that the server does not take it for dead; null where nothing need be said.</summary>
    double? KeepAliveSeconds { get; }

    /// <summary>Path and query of the WebSocket.</summary>
    string Path(int connection);

    /// <summary>The WebSocket is open.</summary>
    void Opened(BenchConnection connection);

    /// <summary>A text frame came, or a fragment of one.</summary>
    void Received(BenchConnection connection, ReadOnlySpan<byte> payload);

    /// <summary>Writes what sends a message.</summary>
    /// <returns>How many bytes.</returns>
    int WriteSend(Span<byte> destination, BenchConnection connection, long number, long due, ReadOnlySpan<byte> body);

    /// <summary>Says something without consequence.</summary>
    void KeepAlive(BenchConnection connection);

    /// <summary>The session is over: what this dialect checked beyond counting.</summary>
    /// <returns>The first violations in words, and how many there are.</returns>
    (long Total, IReadOnlyList<string> First) Finish();
}
