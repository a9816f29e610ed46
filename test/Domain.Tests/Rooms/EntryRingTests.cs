using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class EntryRingTests
{
    private const int Bytes = 1000;

    private readonly EntryRing _ring = new(Sample.Room, capacity: 10, Bytes);

    [Fact]
    public void Add_FewerThanCapacity_KeepsAll()
    {
        Add(1, 10);
        Assert.Equal("1 2 3 4 5 6 7 8 9 10", Numbers(_ring.Last(100)));
        Assert.Equal(0, _ring.ForgottenUpTo);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Add_MoreThanCapacity_KeepsTheLast(int count)
    {
        Add(1, count);
        Assert.Equal(10, _ring.Messages);
        Assert.Equal(Enumerable.Range(count - 9, 10).Select(number => (long)number), _ring.Last(100).Select(message => message.Seq));
        Assert.Equal(count - 10, _ring.ForgottenUpTo);
    }

    [Fact]
    public void Add_MoreBytesThanItHolds_ForgetsTheOldest()
    {
        _ring.Add(Sample.Message(1, new string('x', 200)));
        _ring.Add(Sample.Message(2, new string('x', 200)));
        _ring.Add(Sample.Message(3, new string('x', 100)));
        Assert.Equal("1 2 3", Numbers(_ring.Last(100)));
        _ring.Add(Sample.Message(4, "x"));
        Assert.Equal("2 3 4", Numbers(_ring.Last(100)));
        Assert.Equal(1, _ring.ForgottenUpTo);
    }

    [Fact]
    public void Add_OneMessageAboveTheByteBound_IsKeptAlone()
    {
        Add(1, 3);
        _ring.Add(Sample.Message(4, new string('x', Bytes)));
        Assert.Equal("4", Numbers(_ring.Last(100)));
        _ring.Add(Sample.Message(5));
        Assert.Equal("5", Numbers(_ring.Last(100)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "25")]
    [InlineData(3, "23 24 25")]
    [InlineData(100, "16 17 18 19 20 21 22 23 24 25")]
    public void Last_Count_IsOldestFirst(int count, string expected)
    {
        Add(1, 25);
        Assert.Equal(expected, Numbers(_ring.Last(count)));
    }

    [Theory]
    [InlineData(20, 2, "18 19")]
    [InlineData(18, 9, "16 17")]
    [InlineData(16, 9, "")]
    [InlineData(1, 9, "")]
    [InlineData(0, 9, "")]
    [InlineData(long.MinValue, 9, "")]
    [InlineData(long.MaxValue, 2, "24 25")]
    public void Before_Number_IsTheNearestBelow(long seq, int limit, string expected)
    {
        Add(1, 25);
        Assert.Equal(expected, Numbers(_ring.Before(seq, limit)));
    }

    [Theory]
    [InlineData(20, 2, "21 22")]
    [InlineData(15, 1, "16")]
    [InlineData(23, 9, "24 25")]
    [InlineData(25, 9, "")]
    [InlineData(long.MaxValue, 9, "")]
    [InlineData(long.MinValue, 2, "16 17")]
    public void After_Number_IsTheNearestAbove(long seq, int limit, string expected)
    {
        Add(1, 25);
        Assert.Equal(expected, Numbers(_ring.After(seq, limit)));
    }

    [Fact]
    public void MessagesUpTo_NumbersWithHoles_CountsWhatIsThere()
    {
        foreach (var seq in new long[] { 2, 5, 9 })
        {
            _ring.Add(Sample.Message(seq));
        }

        Assert.Equal([0, 1, 1, 2, 2, 3, 3], new long[] { 1, 2, 4, 5, 8, 9, 10 }.Select(_ring.MessagesUpTo));
    }

    [Fact]
    public void Merge_OverlappingTails_IsTheUnionInOrder()
    {
        Add(3, 5);
        _ring.Merge([Sample.Message(1), Sample.Message(2), Sample.Message(4), Sample.Message(7)]);
        Assert.Equal("1 2 3 4 5 7", Numbers(_ring.Last(100)));
    }

    [Fact]
    public void Merge_SameMessagesAgain_KeepsEachOnce()
    {
        Add(2, 5);
        _ring.Merge([Sample.Message(5), Sample.Message(2), Sample.Message(3)]);
        Assert.Equal("2 3 4 5", Numbers(_ring.Last(100)));
        Assert.Equal(0, _ring.ForgottenUpTo);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Contains_NumbersWithHoles_IsTrueForThemAlone(long seq, bool contained)
    {
        _ring.Merge([Sample.Message(2), Sample.Message(5)]);
        Assert.Equal(contained, _ring.Contains(seq));
    }

    [Fact]
    public void Contains_EmptyRing_IsFalse() => Assert.False(_ring.Contains(0));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    public void MissUpTo_AfterTwoWereForgotten_NeverGoesBack(long seq, long expected)
    {
        Add(1, 12);
        _ring.MissUpTo(seq);
        Assert.Equal(expected, _ring.ForgottenUpTo);
        Assert.Equal(10, _ring.Messages);
    }

    [Fact]
    public void Merge_MoreThanCapacity_KeepsTheLast()
    {
        Add(6, 15);
        _ring.Merge([.. Enumerable.Range(1, 18).Select(seq => Sample.Message(seq))]);
        Assert.Equal("9 10 11 12 13 14 15 16 17 18", Numbers(_ring.Last(100)));
        Assert.Equal(8, _ring.ForgottenUpTo);
    }

    [Fact]
    public void Merge_TailFromBeforeAHole_NeverLowersWhatIsForgotten()
    {
        // 5 to 20 are gone; that 1 to 4 come and go must not make them look kept.
        Add(1, 30);
        _ring.Merge([Sample.Message(1), Sample.Message(2), Sample.Message(3), Sample.Message(4)]);
        Assert.Equal("21 22 23 24 25 26 27 28 29 30", Numbers(_ring.Last(100)));
        Assert.Equal(20, _ring.ForgottenUpTo);
    }

    [Fact]
    public void Merge_Nothing_ChangesNothing()
    {
        Add(1, 12);
        _ring.Merge([]);
        Assert.Equal(10, _ring.Messages);
        Assert.Equal(2, _ring.ForgottenUpTo);
    }

    [Fact]
    public void Add_AfterClear_StartsAnew()
    {
        Add(1, 12);
        _ring.Clear(forgottenUpTo: 12);
        Assert.Equal(0, _ring.Messages);
        Add(13, 14);
        Assert.Equal("13 14", Numbers(_ring.Last(100)));
        Assert.Equal(12, _ring.ForgottenUpTo);
    }

    private static string Numbers(IEnumerable<Entry> messages) => string.Join(' ', messages.Select(message => message.Seq));

    private void Add(int from, int to)
    {
        for (var seq = from; seq <= to; seq++)
        {
            _ring.Add(Sample.Message(seq));
        }
    }
}
