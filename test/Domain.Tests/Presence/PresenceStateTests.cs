using OrleansChat.Contracts;
using OrleansChat.Domain.Tests.Rooms;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Presence;

namespace OrleansChat.Domain.Tests.Presence;

public sealed class PresenceStateTests
{
    private readonly PresenceState _presence = new(connectionsPerUser: 2);

    [Fact]
    public void Read_NeverConnected_IsOfflineAndNeverSeen() => Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, null), _presence.Read());

    [Fact]
    public void Read_RestoredLastSeen_IsOfflineSinceThen() =>
        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, 77), new PresenceState(2, lastSeen: 77).Read());

    [Fact]
    public void Connect_TwoDevices_AreBothCounted()
    {
        Connect(1);
        Assert.NotNull(Connect(2).Value);
        Assert.Equal(new UserPresence(PresenceStatus.Online, 2, null), _presence.Read());
    }

    [Fact]
    public void Connect_SameDeviceAgain_CountsOnce()
    {
        Connect(1);
        Assert.NotNull(Connect(1).Value);
        Assert.Equal(1, _presence.Read().Devices);
    }

    [Fact]
    public void Connect_OneTooMany_IsRefusedWithTheLimit()
    {
        Connect(1);
        Connect(2);
        var refusal = Connect(3).Refusal!;
        Assert.Equal((ChatErrorCode.Overloaded, 2), (refusal.Code, refusal.Limit));
        Assert.Equal(2, _presence.Read().Devices);
    }

    [Fact]
    public void Connect_FullButKnown_IsAccepted()
    {
        Connect(1);
        Connect(2);
        Assert.NotNull(Connect(2).Value);
    }

    [Fact]
    public void Connect_AfterOneOfTooManyLeft_IsAccepted()
    {
        Connect(1);
        Connect(2);
        Disconnect(1, 5);
        Assert.NotNull(Connect(3).Value);
    }

    [Fact]
    public void Disconnect_LastDevice_WentOfflineThen()
    {
        Connect(1);
        Connect(2);
        Assert.False(Disconnect(1, 5));
        Assert.True(_presence.IsOnline);
        Assert.True(Disconnect(2, 9));
        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, 9), _presence.Read());
    }

    [Fact]
    public void Disconnect_UnknownDevice_ChangesNothing()
    {
        Assert.False(Disconnect(1, 5));
        Assert.Null(_presence.LastSeen);
        Connect(1);
        Assert.False(Disconnect(2, 6));
        Assert.True(_presence.IsOnline);
    }

    [Fact]
    public void Disconnect_Twice_KeepsTheFirstTime()
    {
        Connect(1);
        Disconnect(1, 5);
        Assert.False(Disconnect(1, 9));
        Assert.Equal(5, _presence.LastSeen);
    }

    [Fact]
    public void Read_OnlineAgain_DoesNotSayWhenLastSeen()
    {
        Connect(1);
        Disconnect(1, 5);
        Connect(1);
        Assert.Equal(new UserPresence(PresenceStatus.Online, 1, null), _presence.Read());
    }

    [Fact]
    public void DropGateway_OfAllDevices_WentOfflineThen()
    {
        Connect(1);
        Connect(2);
        Assert.True(_presence.DropGateway(new GatewayId(RoomDriver.Here), 9));
        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, 9), _presence.Read());
    }

    [Fact]
    public void DropGateway_DeviceElsewhere_StaysOnline()
    {
        Connect(1);
        _presence.Connect(Sample.Connection("ann", 1, RoomDriver.There));
        Assert.False(_presence.DropGateway(new GatewayId(RoomDriver.Here), 9));
        Assert.Equal(new UserPresence(PresenceStatus.Online, 1, null), _presence.Read());
    }

    [Fact]
    public void DropGateway_Unknown_ChangesNothing()
    {
        Assert.False(_presence.DropGateway(new GatewayId(RoomDriver.There), 9));
        Assert.Null(_presence.LastSeen);
    }

    private Reply<DevicePresence> Connect(int number) => _presence.Connect(Sample.Connection("ann", number));

    private bool Disconnect(int number, long now) => _presence.Disconnect(Sample.Connection("ann", number), now);
}
