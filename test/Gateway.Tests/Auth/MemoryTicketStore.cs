using System.Collections.Concurrent;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

internal sealed class MemoryTicketStore : ITicketStore
{
    public ConcurrentDictionary<string, ConnectionTicket> Tickets { get; } = [];

    public Task IssueAsync(string key, ConnectionTicket ticket)
    {
        Tickets[key] = ticket;
        return Task.CompletedTask;
    }

    public Task<ConnectionTicket?> RedeemAsync(string key) => Task.FromResult(Tickets.TryRemove(key, out var ticket) ? ticket : null);
}
