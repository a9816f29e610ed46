using OrleansChat.Domain.Tests.Gateways;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Gateways that were silent when an activation began are asked again before a retry is decided.</summary>
public sealed class StragglersTests : IDisposable
{
    private readonly SiloServices _silo = new(RoomDriver.Here);

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task Exist_AllAnswered_IsFalse()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        Assert.False(New(heard: null).Exist);
    }

    [Fact]
    public async Task Exist_ServerThatIsAlone_IsFalse()
    {
        await _silo.ListAsync(RoomDriver.Here);
        Assert.False(New([]).Exist);
    }

    [Fact]
    public async Task AskAsync_SilentGateway_IsAskedUnderTheEpochAndThenThereAreNone()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var stragglers = New([new GatewayId(RoomDriver.Here)]);
        Assert.True(stragglers.Exist);

        var asking = stragglers.AskAsync();
        var call = await _silo.Observer(RoomDriver.There).NextOfferAsync();
        Assert.Equal([new RoomFence(Sample.Room, RoomDriver.Epoch)], call.Fences);
        var offer = Sample.Offer(RoomDriver.There, RoomDriver.Epoch - 1, 5, ["bob"]);
        call.Succeed(offer);

        Assert.Equal([offer], await asking);
        Assert.False(stragglers.Exist);
        Assert.Empty(_silo.Local.Fences);
    }

    [Fact]
    public async Task Await_SilentGateway_IsTrueUntilItIsHeard()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var stragglers = New([new GatewayId(RoomDriver.Here)]);
        Assert.Equal((false, true), (stragglers.Await(new GatewayId(RoomDriver.Here)), stragglers.Await(new GatewayId(RoomDriver.There))));

        stragglers.Hear(new GatewayId(RoomDriver.There));

        Assert.False(stragglers.Await(new GatewayId(RoomDriver.There)));
    }

    [Fact]
    public async Task AskAsync_StaysSilent_IsWaitedForStill()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var stragglers = New([new GatewayId(RoomDriver.Here)]);

        var asking = stragglers.AskAsync();
        (await _silo.Observer(RoomDriver.There).NextOfferAsync()).Fail();

        Assert.Empty(await asking);
        Assert.True(stragglers.Exist);
    }

    [Fact]
    public async Task AskAsync_AttachedByItself_IsNotAskedAgain()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var stragglers = New([new GatewayId(RoomDriver.Here)]);
        stragglers.Hear(new GatewayId(RoomDriver.There));

        Assert.Empty(await stragglers.AskAsync());

        Assert.False(_silo.Observer(RoomDriver.There).HasOffer);
        Assert.False(stragglers.Exist);
    }

    [Fact]
    public async Task AskAsync_GatewayIsGone_IsNotWaitedFor()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        var stragglers = New([new GatewayId(RoomDriver.Here), new GatewayId("gateway-3")]);
        await _silo.ListAsync(RoomDriver.Here, "gateway-3");

        Assert.Empty(await stragglers.AskAsync());

        Assert.False(stragglers.Exist);
    }

    [Fact]
    public async Task AskAsync_ListIsStillFilling_WaitsForThoseWhoAreNotInItYet()
    {
        await _silo.ListAsync(isSettled: false, RoomDriver.Here, RoomDriver.There);
        var stragglers = New([new GatewayId(RoomDriver.Here), new GatewayId(RoomDriver.There)]);

        Assert.Empty(await stragglers.AskAsync());

        Assert.True(stragglers.Exist);
    }

    private Stragglers New(GatewayId[]? heard) => new(Sample.Room, RoomDriver.Epoch, heard, _silo.Links, _silo.Directory);
}
