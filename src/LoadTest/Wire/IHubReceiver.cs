namespace OrleansChat.LoadTest.Wire;

/// <summary>Takes what <see cref="HubRecord"/> finds in the bytes. Implemented by the connection, and by tests.</summary>
internal interface IHubReceiver
{
    void Answered(in WireAnswer answer);

    void Pushed(in WireFrame frame);

    /// <summary>The server says goodbye.</summary>
    void Closing(string reason);
}
