using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class TicketOfficeTests
{
    private readonly FakeTime _time = new();
    private readonly MemoryTicketStore _store = new();
    private readonly TicketOffice _office;

    public TicketOfficeTests() => _office = new TicketOffice(_store, Options.Create(new AuthOptions()), _time);

    [Fact]
    public async Task Redeem_FreshTicket_GivesItsHolderOnce()
    {
        var holder = Holder(TimeSpan.FromHours(1));
        var ticket = await _office.IssueAsync(holder);

        Assert.Equal(holder, await _office.RedeemAsync(ticket.Secret));
        Assert.Null(await _office.RedeemAsync(ticket.Secret));
    }

    [Fact]
    public async Task Redeem_ExpiredTicket_GivesNobody()
    {
        var ticket = await _office.IssueAsync(Holder(TimeSpan.FromHours(1)));
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), ticket.ExpiresAt);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await _office.RedeemAsync(ticket.Secret));
    }

    [Fact]
    public async Task Issue_TokenEndsSooner_TicketEndsWithIt()
    {
        var holder = Holder(TimeSpan.FromSeconds(5));

        Assert.Equal(holder.ExpiresAt, (await _office.IssueAsync(holder)).ExpiresAt);
    }

    [Fact]
    public async Task Issue_Secret_IsRandomAndNotWhatIsKept()
    {
        var (first, second) = (await _office.IssueAsync(Holder(TimeSpan.FromHours(1))), await _office.IssueAsync(Holder(TimeSpan.FromHours(1))));

        Assert.NotEqual(first.Secret, second.Secret);
        Assert.True(TicketSecret.IsMatch(first.Secret));
        Assert.Equal(43, first.Secret.Length);
        Assert.DoesNotContain(first.Secret, _store.Tickets.Keys);
    }

    private AuthenticatedUser Holder(TimeSpan left) => new(new UserInfo("ann", "Ann"), _time.GetUtcNow() + left);
}
