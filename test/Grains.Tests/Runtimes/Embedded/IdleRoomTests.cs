using OrleansChat.Grains.Tests.Clusters;

namespace OrleansChat.Grains.Tests.Rooms;

/// <summary>What a room costs in which nobody speaks, on the embedded runtime; and that nothing of it stays.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class IdleRoomTests
{
    [Fact]
    public async Task Join_ManyRoomsInWhichNobodySpeaks_SetsNoTimer()
    {
        await using var silo = await QuietSilo.StartAsync();
        silo.Join(rooms: 1, members: 7);
        var timers = silo.Time.Timers;

        silo.Join(rooms: 1000, members: 7);
        Assert.Equal((1000, timers), (silo.Rooms, silo.Time.Timers));

        // Only what can expire has one, for as long as it can.
        silo.SetTyping(room: 5, on: true);
        Assert.Equal(timers + 1, silo.Time.Timers);
        silo.SetTyping(room: 5, on: false);
        Assert.Equal(timers, silo.Time.Timers);
    }

    /// <summary>
    /// Measured were 2,463 and 3,950 bytes: grain, activation, entries of directories, and the names of the members. The bounds leave a seventh for what a room may
    /// yet learn. A million rooms of one member are to fit 3 GB with what a collector needs beside them, so 2,850 is also about the most that they can have.
    /// </summary>
    [Theory]
    [InlineData(1, 2850)]
    [InlineData(7, 4550)]
    public async Task Join_RoomInWhichNobodySpeaks_CostsFewBytes(int members, int mostBytes)
    {
        const int Rooms = 5000;
        await using var silo = await QuietSilo.StartAsync();
        silo.Join(rooms: 100, members);
        silo.Leave(rooms: 100, members);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        silo.Join(Rooms, members);

        Assert.Equal(Rooms, silo.Rooms);
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / Rooms, 1, mostBytes);
    }

    [Fact]
    public async Task Leave_LastMembersOfManyRooms_AllAreCollectedAtOnce()
    {
        const int Rooms = 20_000;
        await using var silo = await QuietSilo.StartAsync();
        silo.Join(rooms: 100, members: 2);
        silo.Leave(rooms: 100, members: 2);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        silo.Join(Rooms, members: 2);
        Assert.Equal(Rooms, silo.Rooms);

        silo.Leave(Rooms, members: 2);

        Assert.Equal((0, false), (silo.Rooms, silo.HoldsAnything));

        // Tables that were as large once keep their places.
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / Rooms, long.MinValue, 300);
    }

    [Fact]
    public async Task Fetch_RoomsThatNobodyIsIn_AreCollectedWhenIdle()
    {
        const int Rooms = 20_000;
        await using var silo = await QuietSilo.StartAsync();

        silo.Stray(Rooms);
        Assert.Equal(Rooms, silo.Rooms);

        silo.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal((0, false), (silo.Rooms, silo.HoldsAnything));
    }
}
