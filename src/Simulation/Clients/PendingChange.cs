using OrleansChat.Contracts;

namespace OrleansChat.Simulation.Clients;

/// <summary>What waits to be done to a message.</summary>
/// <param name="Number">Counts what its user says and does, over all devices.</param>
/// <param name="Request">What to do, with its key.</param>
internal sealed record PendingChange(long Number, ChangeRequest Request) : Pending(Number, Request.Key)
{
    public override object RequestFor(string room) => Request with { Retry = Retry };
}
