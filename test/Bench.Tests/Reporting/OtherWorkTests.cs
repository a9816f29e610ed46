using OrleansChat.Bench.Reporting;

namespace OrleansChat.Bench.Tests.Reporting;

public sealed class OtherWorkTests
{
    [Theory]
    [InlineData("cpu  1 20 300 4000 50000 600000 7000000 80000000 900000000 0", 87600321)]
    [InlineData("cpu0 1 2 3 4 5 6 7 8", 0)]
    [InlineData("cpu 1 2 3", 0)]
    [InlineData("", 0)]
    public void BusyTicks_FirstLineOfStat_AllButWaitingAndGuests(string line, long expected) => Assert.Equal(expected, OtherWork.BusyTicks(line));
}
