using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Tests.Running;

public sealed class RunShareTests
{
    [Theory]
    [InlineData(10_000, 4)]
    [InlineData(10, 3)]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 100)]
    public void Split_AnyNumbers_EveryRoomIsInOneShare(int rooms, int processes)
    {
        var options = Options(rooms, processes);

        var shares = RunShare.Split(options);

        Assert.Equal(processes, shares.Count);
        Assert.Equal(rooms, shares.Sum(share => share.Rooms));
        Assert.Equal(options.Connections, shares.Sum(share => share.Connections(options)));
        Assert.InRange(shares.Max(share => share.Rooms) - shares.Min(share => share.Rooms), 0, 1);
        Assert.Equal(0, shares[0].FirstRoom);
        Assert.All(shares.Zip(shares.Skip(1)), pair => Assert.Equal(pair.First.FirstRoom + pair.First.Rooms, pair.Second.FirstRoom));
        Assert.Equal(2000, shares.Sum(share => share.PartOf(2000, options)), 6);
    }

    [Fact]
    public void Split_OneProcess_IsTheWholeRun() => Assert.Equal([RunShare.Whole(Options(5, 1))], RunShare.Split(Options(5, 1)));

    [Fact]
    public void Split_MoreProcessesThanRooms_SaysHowManyThereMayBe()
    {
        var refused = Assert.Throws<LoadException>(() => RunShare.Split(Options(3, 4)));

        Assert.Equal("--processes is 4 and there are 3 rooms; each process plays whole rooms, so it must be at most 3.", refused.Message);
    }

    private static LoadOptions Options(int rooms, int processes) => new() { Urls = [], JsonFile = "", ReportFile = "", Rooms = rooms, Users = 7, Processes = processes };
}
