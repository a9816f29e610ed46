using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Tests.Measuring;

public sealed class StolenTimeTests
{
    [Theory]
    [InlineData(42, "cpu  10 20 30 40 50 60 70 42 80 90")]
    [InlineData(0, "cpu  10 20 30 40 50 60 70")]
    [InlineData(0, "cpu0 10 20 30 40 50 60 70 42 80 90")]
    [InlineData(0, "")]
    public void Parse_FirstLineOfProcStat_IsItsEighthNumber(long expected, string line) => Assert.Equal(expected, StolenTime.Parse(line));
}
