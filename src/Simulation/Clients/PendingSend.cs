using OrleansChat.Contracts;

namespace OrleansChat.Simulation.Clients;

/// <summary>A message that waits to be sent.</summary>
/// <param name="Number">Counts what its user says and does, over all devices.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Body">The text.</param>
internal sealed record PendingSend(long Number, string Key, string Body) : Pending(Number, Key)
{
    public override object RequestFor(string room) => new SendRequest(room, Key, Body, Retry: Retry);
}
