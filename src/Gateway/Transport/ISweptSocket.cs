namespace OrleansChat.Gateway.Transport;

/// <summary>What is looked at once a second: a client's connection, or a test's stand-in.</summary>
internal interface ISweptSocket
{
    /// <summary>A second has passed. Must not block.</summary>
    void Tick();

    /// <summary>Ends the connection behind what was written.</summary>
    void Close();
}
