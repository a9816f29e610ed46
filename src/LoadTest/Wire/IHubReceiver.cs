namespace OrleansChat.LoadTest.Wire;

/// <summary>Takes what <see cref="HubRecord"/> finds in the bytes. Implemented by the connection, and by tests.</summary>
internal interface IHubReceiver
{
    void Answered(in WireAnswer answer);

    /// <summary>A message in a list; what holds the list, a frame or an answer, is told after it.</summary>
    void Listed(in WireFrame message);

    /// <summary>An emoji under a message of a list; the message is told after it. Who follows no changes has no use for it.</summary>
    void Reacted(ReadOnlySpan<byte> emoji, int count, bool own)
    {
    }

    /// <summary>A user in a frame's list of members; the frame is told after it.</summary>
    void Named(ReadOnlySpan<byte> user);

    void Pushed(in WireFrame frame);

    /// <summary>The server says goodbye.</summary>
    void Closing(string reason);
}
