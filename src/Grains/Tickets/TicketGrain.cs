namespace OrleansChat.Grains.Tickets;

/// <summary>One ticket. It answers once and goes; what nobody redeems goes by idle collection, and is refused by its own end before that.</summary>
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
        var ticket = _ticket;
        _ticket = null;
        DeactivateOnIdle();
        return Task.FromResult(ticket?.ExpiresAt > time.GetUtcNow() ? ticket : null);
    }
}
