using OrleansChat.Contracts;
using OrleansChat.Domain.Tests.Rooms;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Presence;

namespace OrleansChat.Domain.Tests.Presence;

/// <summary>What users say of themselves, from several devices.</summary>
public sealed class PresenceChoiceTests
{
    private readonly PresenceState _presence = new(connectionsPerUser: 3);
    private long _now = 1000;

    [Fact]
    public void Set_Busy_IsSeenByAllWithItsText()
    {
        Connect(1);

        Set(1, PresenceStatus.Busy, "in a class");

        Assert.Equal(new UserPresence(PresenceStatus.Busy, 1, null, "in a class"), _presence.Read());
        Assert.Equal(_presence.Read(), _presence.Read(isOwn: true));
    }

    [Fact]
    public void Set_WithoutAText_LeavesTheText()
    {
        Set(1, PresenceStatus.Busy, "in a class");
        Set(1, PresenceStatus.Online, null);

        Assert.Equal(new UserPresence(PresenceStatus.Online, 1, null, "in a class"), _presence.Read());
    }

    [Fact]
    public void Set_EmptyText_TakesItAway()
    {
        Set(1, PresenceStatus.Busy, "in a class");
        Set(1, PresenceStatus.Busy, "");

        Assert.Equal("", _presence.Read().Text);
    }

    [Fact]
    public void Set_AwayAtOneOfTwoDevices_IsOnline()
    {
        Connect(1);
        Connect(2);

        Set(1, PresenceStatus.Away);
        Assert.Equal(PresenceStatus.Online, _presence.Read().Status);

        Set(2, PresenceStatus.Away);
        Assert.Equal(PresenceStatus.Away, _presence.Read().Status);

        Set(1, PresenceStatus.Online);
        Assert.Equal(PresenceStatus.Online, _presence.Read().Status);
    }

    [Fact]
    public void Disconnect_TheDeviceWhereSomebodyIs_LeavesTheUserAway()
    {
        Connect(1);
        Connect(2);
        Set(1, PresenceStatus.Away);

        _presence.Disconnect(Device(2), ++_now);

        Assert.Equal(PresenceStatus.Away, _presence.Read().Status);
    }

    [Fact]
    public void Connect_OneMoreDevice_EndsAway()
    {
        Set(1, PresenceStatus.Away);

        Connect(2);

        Assert.Equal(PresenceStatus.Online, _presence.Read().Status);
    }

    [Theory]
    [InlineData(PresenceStatus.Busy)]
    [InlineData(PresenceStatus.Invisible)]
    public void Set_Away_DoesNotUndoWhatTheUserChose(PresenceStatus chosen)
    {
        Set(1, chosen);
        Set(1, PresenceStatus.Away);

        Assert.Equal(chosen, _presence.Read(isOwn: true).Status);
    }

    [Fact]
    public void Set_Busy_OutlivesTheDeviceWhereItWasChosen()
    {
        Set(1, PresenceStatus.Busy, "in a class");
        _presence.Disconnect(Device(1), ++_now);
        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, _now), _presence.Read());

        Connect(2);

        Assert.Equal(new UserPresence(PresenceStatus.Busy, 1, null, "in a class"), _presence.Read());
    }

    [Fact]
    public void Set_Invisible_IsOfflineSinceThenToOthersAlone()
    {
        Connect(1);

        Set(1, PresenceStatus.Invisible, "shh");

        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, _now), _presence.Read());
        Assert.Equal(new UserPresence(PresenceStatus.Invisible, 1, null, "shh"), _presence.Read(isOwn: true));
    }

    [Fact]
    public void Invisible_DevicesComeAndGo_NothingShows()
    {
        Set(1, PresenceStatus.Invisible);
        var seen = _presence.Read();

        _now += 1000;
        Connect(2);
        Assert.Equal(seen, _presence.Read());
        _presence.Disconnect(Device(1), ++_now);
        Assert.Equal(seen, _presence.Read());
        _presence.Disconnect(Device(2), ++_now);
        Assert.Equal(seen, _presence.Read());
        Assert.Equal(seen, _presence.Read(isOwn: true));
        Connect(1);
        Assert.Equal(seen, _presence.Read());
    }

    [Fact]
    public void Set_InvisibleAgain_DoesNotMoveWhenTheUserWasSeen()
    {
        Set(1, PresenceStatus.Invisible);
        var seen = _presence.Read();

        Set(1, PresenceStatus.Invisible, "still");

        Assert.Equal(seen, _presence.Read());
    }

    [Fact]
    public void Set_OnlineAfterInvisible_IsSeenAgain()
    {
        Set(1, PresenceStatus.Invisible);
        Set(1, PresenceStatus.Online);

        Assert.Equal(new UserPresence(PresenceStatus.Online, 1, null), _presence.Read());
    }

    [Fact]
    public void Set_UnknownDevice_IsConnectedByThat()
    {
        Set(1, PresenceStatus.Busy);

        Assert.True(_presence.IsOnline);
    }

    [Fact]
    public void Set_OneDeviceTooMany_IsRefusedAndChangesNothing()
    {
        Connect(1);
        Connect(2);
        Connect(3);

        var refusal = _presence.Set(new SetPresence(Device(4), PresenceStatus.Busy, "x"), ++_now).Refusal!;

        Assert.Equal((ChatErrorCode.Overloaded, 3), (refusal.Code, refusal.Limit));
        Assert.Equal(new UserPresence(PresenceStatus.Online, 3, null), _presence.Read());
    }

    [Fact]
    public void Set_ClockStandsStill_TheLaterChoiceIsTheNewer()
    {
        var first = Set(1, PresenceStatus.Busy, at: 5);
        var second = Set(2, PresenceStatus.Online, at: 5);

        Assert.True(second.Choice.At > first.Choice.At);
    }

    /// <summary>A presence that was lost is told again by the gateways of all devices, in any order.</summary>
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 3, 1)]
    public void Announce_InAnyOrder_TheNewestChoiceStands(params int[] order)
    {
        var said = new Dictionary<int, DevicePresence>
        {
            [1] = Set(1, PresenceStatus.Busy, "first"),
            [2] = Set(2, PresenceStatus.Invisible, "second"),
            [3] = DevicePresence.Silent,
        };
        Connect(3);
        var again = new PresenceState(connectionsPerUser: 3);

        foreach (var device in order)
        {
            Assert.Null(again.Announce(Device(device), said[device]).Refusal);
        }

        Assert.Equal(_presence.Read(), again.Read());
        Assert.Equal(_presence.Read(isOwn: true), again.Read(isOwn: true));
    }

    [Fact]
    public void Connect_AfterAChoice_TellsTheDeviceWhatToSayAgain()
    {
        var chosen = Set(1, PresenceStatus.Invisible, "shh");
        _presence.Disconnect(Device(1), ++_now);

        var found = _presence.Connect(Device(2)).Value!;

        var again = new PresenceState(connectionsPerUser: 3);
        again.Announce(Device(2), found);
        Assert.Equal(chosen.Choice, found.Choice);
        Assert.Equal(PresenceStatus.Offline, again.Read().Status);
    }

    [Fact]
    public void Announce_DeviceWithNobodyAtIt_IsAway()
    {
        var said = Set(1, PresenceStatus.Away);
        var again = new PresenceState(connectionsPerUser: 3);

        again.Announce(Device(1), said);

        Assert.Equal(PresenceStatus.Away, again.Read().Status);
    }

    private static ConnectionId Device(int number) => Sample.Connection("ann", number, RoomDriver.Here);

    private void Connect(int device) => Assert.NotNull(_presence.Connect(Device(device)).Value);

    private DevicePresence Set(int device, PresenceStatus status, string? text = null, long? at = null) =>
        _presence.Set(new SetPresence(Device(device), status, text), at ?? ++_now).Value!;
}
