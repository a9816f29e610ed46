using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Messaging;

public sealed class TransportTests
{
    [Fact]
    public async Task Transport_SeesRequestsAndResponsesBetweenMembersAlone()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        lab.Journal.Open("x");
        var call = lab.Client.GetGrain<IWorkGrain>("a").HaveAsync("b", "x");
        wire.DeliverAll(lab.Turns);
        await lab.RunAsync(call);

        Assert.Equal([MessageKind.Request, MessageKind.Response], wire.Seen.Select(message => message.Kind));
        Assert.All(wire.Seen, message => Assert.Equal("IWorkGrain.HaveAsync", message.Method));
        Assert.Equal(lab.Cluster.DefaultClient.Address, wire.Seen[0].From);
        Assert.Equal(lab.Cluster.Silos[0].Address, wire.Seen[0].To);
    }

    [Fact]
    public async Task Message_ThatIsHeldBack_ArrivesLater()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var call = lab.Client.GetGrain<IWorkGrain>("a").CountAsync();
        lab.Turns.Run();
        Assert.False(call.IsCompleted);

        wire.DeliverAll(lab.Turns);
        Assert.Equal(1, await lab.RunAsync(call));
    }

    [Fact]
    public async Task Request_ThatIsLost_TimesOut()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var call = lab.Client.GetGrain<IWorkGrain>("a").CountAsync();
        wire.DropAll();
        lab.Advance(TimeSpan.FromSeconds(31));

        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task Request_ThatIsDelivered_Twice_RunsTwiceAndIsAnsweredOnce()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        var call = grain.CountAsync();
        wire.Held[0].Deliver();
        wire.DeliverAll(lab.Turns);
        Assert.Equal(1, await lab.RunAsync(call));

        var after = grain.CountAsync();
        wire.DeliverAll(lab.Turns);
        Assert.Equal(3, await lab.RunAsync(after));
    }

    [Fact]
    public async Task Duplicate_OfARequest_HasArgumentsOfItsOwn()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var grain = lab.Client.GetGrain<ICopyGrain>("a");
        _ = grain.AddAsync(["one"]);
        var message = wire.Held[0];
        wire.DeliverAll(lab.Turns);
        message.Deliver();
        lab.Turns.Run();

        var held = grain.HeldAsync();
        wire.DeliverAll(lab.Turns);
        Assert.Equal(["held", "one", "scribble", "one", "scribble"], await lab.RunAsync(held));
    }

    [Fact]
    public async Task Response_ThatIsDeliveredTwice_IsOneAnswer()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        var call = lab.Client.GetGrain<IWorkGrain>("a").CountAsync();
        wire.Held[0].Deliver();
        wire.Held.Clear();
        lab.Turns.Run();
        wire.Held[0].Deliver();
        wire.Held[0].Deliver();

        Assert.Equal(1, await lab.RunAsync(call));
    }

    [Fact]
    public async Task Requests_DeliveredInAnotherOrder_RunInThatOrder()
    {
        var wire = new HeldTransport();
        await using var lab = await Lab.StartAsync(transport: wire);
        lab.Journal.Open("one");
        lab.Journal.Open("two");
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.WorkAsync("one");
        _ = grain.WorkAsync("two");
        wire.Held.Reverse();
        wire.DeliverAll(lab.Turns);

        Assert.Equal(["+two", "-two", "+one", "-one"], lab.Journal.Entries);
    }
}
