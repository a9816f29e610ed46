using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class LineageTests
{
    private readonly Lineage _lineage = new();

    [Theory]
    [InlineData(5, 100, true)]
    [InlineData(5, 1, true)]
    [InlineData(5, 101, false)]
    [InlineData(6, 50, false)]
    [InlineData(4, 50, false)]
    public void Contains_Position_IsTrueUpToTheEndOfItsEpoch(long epoch, long seq, bool contained)
    {
        _lineage.Add(5, 100);
        Assert.Equal(contained, _lineage.Contains(new Position(epoch, seq)));
    }

    [Fact]
    public void Add_SameEpochAgain_KeepsTheHigherEnd()
    {
        _lineage.Add(5, 100);
        _lineage.Add(5, 90);
        _lineage.Add(5, 110);
        Assert.Equal([new EpochEnd(5, 110)], _lineage.ToArray());
    }

    [Fact]
    public void Add_MoreThanItKeeps_ForgetsTheOldest()
    {
        foreach (var epoch in new[] { 9, 1, 2, 3, 4, 5, 6, 7, 8 })
        {
            _lineage.Add(epoch, epoch * 10);
        }

        Assert.False(_lineage.ContainsEpoch(1));
        Assert.Equal([2L, 3, 4, 5, 6, 7, 8, 9], _lineage.ToArray().Select(end => end.Epoch));
    }

    [Fact]
    public void Clear_KnownEpoch_IsNotContained()
    {
        _lineage.Add(5, 100);
        _lineage.Clear();
        Assert.False(_lineage.ContainsEpoch(5));
        Assert.False(_lineage.Contains(new Position(5, 50)));
    }
}
