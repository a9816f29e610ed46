using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

public sealed class RendezvousTests
{
    private const int Rooms = 10_000;

    private static readonly GatewayId[] Ten = [.. Enumerable.Range(0, 10).Select(index => new GatewayId($"gateway-{index}"))];

    [Fact]
    public void Weight_SameRoomAndGateway_IsTheSameInEveryProcess() =>
        Assert.Equal(0xB50C_7C59_A3B5_264Dul, Rendezvous.Weight(RoomId.Parse("ROOM"), Ten[0]));

    [Fact]
    public void Weight_TenGateways_SpreadsRoomsEvenly()
    {
        var shares = Enumerable.Range(0, Rooms).CountBy(room => Best(room, Ten)).ToArray();
        Assert.Equal(10, shares.Length);
        Assert.All(shares, share => Assert.InRange(share.Value, Rooms / 10 * 0.85, Rooms / 10 * 1.15));
    }

    [Fact]
    public void Weight_OneGatewayGoes_MovesItsRoomsAlone()
    {
        var nine = Ten[1..];
        Assert.All(Enumerable.Range(0, Rooms), room => Assert.True(Best(room, Ten) == Ten[0] || Best(room, Ten) == Best(room, nine)));
        var moved = Enumerable.Range(0, Rooms).Where(room => Best(room, Ten) == Ten[0]).CountBy(room => Best(room, nine)).ToArray();
        Assert.Equal(9, moved.Length);
    }

    [Fact]
    public void Weight_OneGatewayComes_TakesRoomsButMovesNoneBetweenTheOthers()
    {
        var more = Ten.Append(new GatewayId("newcomer")).ToArray();
        Assert.All(Enumerable.Range(0, Rooms), room => Assert.True(Best(room, more) == more[^1] || Best(room, more) == Best(room, Ten)));
    }

    private static GatewayId Best(int room, GatewayId[] gateways) => gateways.MaxBy(gateway => Rendezvous.Weight(RoomId.Parse($"ROOM-{room}"), gateway));
}
