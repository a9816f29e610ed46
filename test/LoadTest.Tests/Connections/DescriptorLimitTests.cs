using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class DescriptorLimitTests
{
    private static readonly string[] Limits =
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max open files            1024                 20000                files     ",
    ];

    [Fact]
    public void Check_WithinTheHardLimit_Passes() => DescriptorLimit.Check(19_000, Limits);

    [Fact]
    public void Check_BeyondIt_SaysWhatToDo()
    {
        var refused = Assert.Throws<LoadException>(() => DescriptorLimit.Check(20_000, Limits));
        Assert.Equal(
            "20000 connections need 20250 open files and this process may have 20000: raise the limit (ulimit -n 20250) or lower --rooms or --users.",
            refused.Message);
    }

    [Fact]
    public void Check_Unlimited_Passes() => DescriptorLimit.Check(1_000_000, ["Max open files            unlimited            unlimited            files     "]);

    [Fact]
    public void Check_EachProcessIsWithinIt_Passes() => DescriptorLimit.Check(Load(rooms: 10_000, processes: 4), Limits);

    [Theory]
    [InlineData(1, "70000 connections need 70250 open files and a process may have 20000: use --processes 4, raise the limit (ulimit -n 70250) or lower --rooms or --users.")]
    [InlineData(3, "23338 connections in each process need 23588 open files and a process may have 20000: use --processes 4, raise the limit (ulimit -n 23588) or lower --rooms or --users.")]
    public void Check_TooManyInAProcess_SaysHowManyProcessesAreNeeded(int processes, string message)
    {
        var load = Load(rooms: 10_000, processes);

        Assert.Equal(message, Assert.Throws<LoadException>(() => DescriptorLimit.Check(load, Limits)).Message);
        DescriptorLimit.Check(load with { Processes = 4 }, Limits);
    }

    [Fact]
    public void Check_OneRoomIsTooLarge_DoesNotSendToMoreProcesses()
    {
        var refused = Assert.Throws<LoadException>(() => DescriptorLimit.Check(Load(rooms: 2, processes: 2) with { Users = 19_900 }, Limits));

        Assert.DoesNotContain("--processes", refused.Message, StringComparison.Ordinal);
    }

    private static LoadOptions Load(int rooms, int processes) => new() { Urls = [], JsonFile = "", ReportFile = "", Rooms = rooms, Users = 7, Processes = processes };
}
