using Orleans.Configuration;

namespace OrleansChat.Grains.Tickets;

/// <summary>One ticket. It answers once and goes; what nobody redeems goes by idle collection, and is refused by its own end before that.</summary>
[CollectionAgeLimit(Minutes = 2)]
internal sealed class TicketGrain(TimeProvider time) : Grain, ITicketGrain
{
    private Ticket? _ticket;

    public Task IssueAsync(Ticket ticket)
    {
        _ticket = ticket;
        return Task.CompletedTask;
    }

    public Task<Ticket?> RedeemAsync()
    {
        if (_ticket is not { } ticket)
        {
            // Whoever comes too late wakes an empty grain, which stays a while: to go at once would send the next latecomer on for ever.
            return Task.FromResult<Ticket?>(null);
        }

        _ticket = null;
        DeactivateOnIdle();
        return Task.FromResult(ticket.ExpiresAt > time.GetUtcNow() ? ticket : null);
    }
}
