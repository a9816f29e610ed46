namespace OrleansChat.Bench.Generating;

/// <summary>Takes what dialects find out about connections. Implemented by the fleet, and by tests.</summary>
internal interface IConnectionEvents
{
    /// <summary>Says something as a text frame.</summary>
    void Say(BenchConnection connection, ReadOnlySpan<byte> payload);

    /// <summary>The server let it into its room.</summary>
    void Joined(BenchConnection connection);

    /// <summary>Bytes came that hold the body of a message as it was sent.</summary>
    void Delivered(BenchConnection connection, ReadOnlySpan<byte> bytes);

    /// <summary>A message that was due then is confirmed.</summary>
    void Acknowledged(long due);

    /// <summary>A message is refused, or something happened that a calm session has none of.</summary>
    void Refused(string reason);

    /// <summary>The connection is over.</summary>
    void End(BenchConnection connection, string reason);
}
