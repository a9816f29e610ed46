using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.Tickets;

public sealed class TicketGrainTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Redeem_ByManyAtOnce_LetsOneIn()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3, Time = _time });
        var ticket = (await cluster.ConnectAsync()).GetGrain<ITicketGrain>("secret");
        await ticket.IssueAsync(NewTicket());

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ticket.RedeemAsync()));

        Assert.Single(redeemed, answer => answer is not null);
    }

    [Fact]
    public async Task Redeem_AtItsEnd_LetsNobodyIn()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Time = _time });
        var ticket = (await cluster.ConnectAsync()).GetGrain<ITicketGrain>("secret");
        await ticket.IssueAsync(NewTicket());
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await ticket.RedeemAsync());
    }

    private Ticket NewTicket() => new(
        new Person(new UserId("ann"), "Ann"), _time.GetUtcNow() + TimeSpan.FromHours(1), _time.GetUtcNow() + TimeSpan.FromSeconds(30));
}
