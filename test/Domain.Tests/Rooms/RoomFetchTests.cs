using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomFetchTests
{
    private readonly RoomDriver _room = new();

    public RoomFetchTests()
    {
        // The first number is Ann's joining, so that the messages are the 2nd to the 151st, of which those up to the 51st are forgotten.
        _room.Join("ann");
        _room.PostMany("ann", 150);
    }

    [Theory]
    [InlineData(null, 3, 149, 151, true)]
    [InlineData(100L, 10, 90, 99, true)]
    [InlineData(55L, 10, 52, 54, false)]
    [InlineData(62L, 10, 52, 61, false)]
    [InlineData(63L, 10, 53, 62, true)]
    [InlineData(null, 100, 52, 151, false)]
    public void Fetch_Before_IsTheNearestBelow(long? before, int limit, long first, long last, bool hasMore)
    {
        var page = _room.Fetch("ann", RoomDriver.Before + before, limit: limit).Value!;
        Assert.Equal((RoomDriver.Epoch, RoomDriver.Before + 151), (page.Epoch, page.Head));
        AssertRange(first, last, page);
        Assert.Equal(hasMore, page.HasMore);
    }

    [Theory]
    [InlineData(51, 10, 52, 61, true)]
    [InlineData(140, 10, 141, 150, true)]
    [InlineData(141, 10, 142, 151, false)]
    [InlineData(150, 10, 151, 151, false)]
    public void Fetch_After_IsTheNearestAbove(long after, int limit, long first, long last, bool hasMore)
    {
        var page = _room.Fetch("ann", after: RoomDriver.Before + after, limit: limit).Value!;
        AssertRange(first, last, page);
        Assert.Equal(hasMore, page.HasMore);
    }

    [Theory]
    [InlineData(151)]
    [InlineData(1000)]
    public void Fetch_AfterTheHead_IsEmpty(long after)
    {
        var page = _room.Fetch("ann", after: RoomDriver.Before + after).Value!;
        Assert.Empty(page.Entries);
        Assert.False(page.HasMore);
    }

    [Fact]
    public void Fetch_BeforeTheOldest_IsEmpty()
    {
        var page = _room.Fetch("ann", before: RoomDriver.Before + 52).Value!;
        Assert.Empty(page.Entries);
        Assert.False(page.HasMore);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void Fetch_AfterWhatWasForgotten_IsEvicted(long after) =>
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("ann", after: RoomDriver.Before + after).Refusal?.Code);

    [Fact]
    public void Fetch_EmptyRing_IsEmpty()
    {
        var room = new RoomDriver();
        room.Join("ann");
        Assert.Empty(room.Fetch("ann").Value!.Entries);
        Assert.Empty(room.Fetch("ann", after: 0).Value!.Entries);
    }

    [Fact]
    public void Fetch_AllPagesForward_IsEveryMessageOnce()
    {
        var seen = new List<long>();
        RoomMessages page;
        do
        {
            page = _room.Fetch("ann", after: seen.Count == 0 ? RoomDriver.Before + 51 : seen[^1], limit: 7).Value!;
            seen.AddRange(page.Entries.Select(message => message.Seq));
        }
        while (page.HasMore);

        Assert.Equal(Enumerable.Range(52, 100).Select(seq => RoomDriver.Before + seq), seen);
    }

    [Fact]
    public void Fetch_NotAMember_IsRefused()
    {
        Assert.Equal(ChatErrorCode.NotAMember, _room.Fetch("cid").Refusal?.Code);
        Assert.Same(RoomRefusals.Detached, _room.Fetch("ann", gateway: "gateway-3").Refusal);
    }

    private static void AssertRange(long first, long last, RoomMessages page) => Assert.Equal(
        (RoomDriver.Before + first, RoomDriver.Before + last, last - first + 1), (page.Entries[0].Seq, page.Entries[^1].Seq, page.Entries.Length));
}
