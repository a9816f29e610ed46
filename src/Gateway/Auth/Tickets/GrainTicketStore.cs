using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Auth;

/// <summary>Keeps each ticket in a grain of its own, so that a ticket given out by one gateway works on any other, and on one alone.</summary>
internal sealed class GrainTicketStore(IGrainFactory grains) : ITicketStore
{
    public Task IssueAsync(string key, ConnectionTicket ticket)
    {
        var (user, tokenExpiresAt, role) = ticket.Holder;
        return grains.GetGrain<ITicketGrain>(key).IssueAsync(new Ticket(new Person(new UserId(user.Id), user.Name), tokenExpiresAt, ticket.ExpiresAt, role));
    }

    public async Task<ConnectionTicket?> RedeemAsync(string key) =>
        await grains.GetGrain<ITicketGrain>(key).RedeemAsync() is { } ticket
            ? new ConnectionTicket(new AuthenticatedUser(new UserInfo(ticket.Person.Id.Value, ticket.Person.Name), ticket.TokenExpiresAt, ticket.Role), ticket.ExpiresAt)
            : null;
}
