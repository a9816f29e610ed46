namespace Orleans.Embedded;

/// <summary>
/// Carries every message between different silos and clients. A transport may deliver a message now or later, on any thread, twice or never,
/// and so plays any network. Calls within one silo do not travel.
/// </summary>
public interface IMessageTransport
{
    /// <summary>Takes a message on its way; must not throw.</summary>
    void Send(Message message);
}
