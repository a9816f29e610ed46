using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>The gateway in the silo's own process; it keeps what it is given.</summary>
internal sealed class FakeLocalGateway(string id) : ILocalGateway
{
    public GatewayId Id { get; } = new(id);

    public List<RoomEvent> Delivered { get; } = [];

    public void Deliver(RoomEvent roomEvent) => Delivered.Add(roomEvent);
}
