using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Gives out and takes connection tickets. A ticket stands in for a token in a URL, where proxies and histories keep it: it works once, for seconds,
/// and opens nothing but the hub.
/// </summary>
internal sealed class TicketOffice(ITicketStore store, IOptions<AuthOptions> options, TimeProvider time)
{
    public async Task<IssuedTicket> IssueAsync(AuthenticatedUser holder)
    {
        var end = time.GetUtcNow() + options.Value.TicketLifetime;
        var ticket = new ConnectionTicket(holder, end < holder.ExpiresAt ? end : holder.ExpiresAt);
        var secret = TicketSecret.Create();
        await store.IssueAsync(TicketSecret.ToKey(secret), ticket);
        return new IssuedTicket(secret, ticket.ExpiresAt);
    }

    /// <summary>Uses a ticket up; null where it is not, or no longer, valid.</summary>
    public async Task<AuthenticatedUser?> RedeemAsync(string secret) =>
        await store.RedeemAsync(TicketSecret.ToKey(secret)) is { } ticket && time.GetUtcNow() < ticket.ExpiresAt ? ticket.Holder : null;
}
