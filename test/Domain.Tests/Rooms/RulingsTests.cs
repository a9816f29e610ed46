using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RulingsTests
{
    private static readonly UserId Bob = new("bob");

    private readonly Rulings _rulings = new();

    [Fact]
    public void Holding_Nothing_IsNone()
    {
        Assert.Null(_rulings.Holding(RulingKind.Banned, Bob, 1));
        Assert.Empty(_rulings.All);
    }

    [Fact]
    public void Holding_UntilATime_EndsThen()
    {
        _rulings.TryAdd(Sample.Ruling(5, RulingKind.Muted, "bob", until: 100));

        Assert.Equal(5, _rulings.Holding(RulingKind.Muted, Bob, 99)?.Seq);
        Assert.Null(_rulings.Holding(RulingKind.Muted, Bob, 100));
        Assert.Null(_rulings.Holding(RulingKind.Muted, new UserId("cid"), 99));
        Assert.Null(_rulings.Holding(RulingKind.Banned, Bob, 99));
    }

    [Theory]
    [InlineData(RulingKind.Banned, RulingKind.Unbanned)]
    [InlineData(RulingKind.Muted, RulingKind.Unmuted)]
    [InlineData(RulingKind.Frozen, RulingKind.Unfrozen)]
    public void Holding_Lifted_HoldsNoMoreInWhateverOrderTheyCame(RulingKind kind, RulingKind lifts)
    {
        var subject = kind is RulingKind.Frozen ? null : "bob";
        foreach (var order in new[] { new[] { 5, 6 }, [6, 5] })
        {
            var rulings = new Rulings();
            Array.ForEach(order, seq => Assert.True(rulings.TryAdd(Sample.Ruling(seq, seq == 5 ? kind : lifts, subject))));

            Assert.Null(rulings.Holding(kind, subject is null ? null : Bob, 1));
            Assert.Equal([5, 6], rulings.All.Select(ruling => ruling.Seq));
        }
    }

    [Fact]
    public void Holding_AShorterOneFollows_TheLaterCounts()
    {
        _rulings.TryAdd(Sample.Ruling(5, RulingKind.Banned, "bob"));
        _rulings.TryAdd(Sample.Ruling(6, RulingKind.Banned, "bob", until: 100));

        Assert.Null(_rulings.Holding(RulingKind.Banned, Bob, 100));
    }

    [Fact]
    public void TryAdd_SameNumber_IsOneRuling()
    {
        Assert.True(_rulings.TryAdd(Sample.Ruling(5, RulingKind.Banned, "bob")));
        Assert.False(_rulings.TryAdd(Sample.Ruling(5, RulingKind.Banned, "bob")));
        Assert.Single(_rulings.All);
    }

    [Fact]
    public void TryAdd_MoreThanAreKept_WhatHoldsStaysAndTheOldestOtherGoes()
    {
        _rulings.TryAdd(Sample.Ruling(1, RulingKind.Banned, "bob"));
        for (var seq = 2; seq <= Rulings.Capacity + 10; seq++)
        {
            _rulings.TryAdd(Sample.Ruling(seq, RulingKind.Kicked, $"u{seq}"));
        }

        Assert.Equal(Rulings.Capacity, _rulings.Count);
        Assert.NotNull(_rulings.Holding(RulingKind.Banned, Bob, 1));
        Assert.Equal(12, _rulings.All[1].Seq);
    }

    [Fact]
    public void TryAdd_AllHold_NoneGoes()
    {
        for (var seq = 1; seq <= Rulings.Capacity + 1; seq++)
        {
            _rulings.TryAdd(Sample.Ruling(seq, RulingKind.Banned, $"u{seq}"));
        }

        Assert.Equal(Rulings.Capacity + 1, _rulings.Count);
        Assert.Equal(Rulings.Capacity + 1, _rulings.CountHolding(1));
    }

    [Fact]
    public void CountHolding_CountsWhatBinds()
    {
        _rulings.TryAdd(Sample.Ruling(1, RulingKind.Banned, "bob"));
        _rulings.TryAdd(Sample.Ruling(2, RulingKind.Unbanned, "bob"));
        _rulings.TryAdd(Sample.Ruling(3, RulingKind.Slowed, value: 5));
        _rulings.TryAdd(Sample.Ruling(4, RulingKind.Slowed, value: 0));
        _rulings.TryAdd(Sample.Ruling(5, RulingKind.Kicked, "bob"));
        _rulings.TryAdd(Sample.Ruling(6, RulingKind.Role, "bob", value: (int)RoomRole.Member));
        _rulings.TryAdd(Sample.Ruling(7, RulingKind.Muted, "bob", until: 10));
        _rulings.TryAdd(Sample.Ruling(8, RulingKind.Role, "cid", value: (int)RoomRole.Admin));

        Assert.Equal(2, _rulings.CountHolding(9));
        Assert.Equal(1, _rulings.CountHolding(10));
    }

    [Fact]
    public void LastRemoval_KickAfterBan_IsTheKick()
    {
        _rulings.TryAdd(Sample.Ruling(1, RulingKind.Banned, "bob"));
        _rulings.TryAdd(Sample.Ruling(2, RulingKind.Kicked, "bob"));
        _rulings.TryAdd(Sample.Ruling(3, RulingKind.Muted, "bob"));

        Assert.Equal(2, _rulings.LastRemoval(Bob)?.Seq);
        Assert.Null(_rulings.LastRemoval(new UserId("ann")));
    }

    [Fact]
    public void With_Entries_StandInOneOrder()
    {
        _rulings.TryAdd(Sample.Ruling(2, RulingKind.Frozen));
        _rulings.TryAdd(Sample.Ruling(4, RulingKind.Unfrozen));

        Assert.Equal([2, 3, 4, 5], _rulings.With([Sample.Message(3), Sample.Message(5)]).Select(entry => entry.Seq));
        Assert.Equal([3, 4, 5], _rulings.With([Sample.Message(3), Sample.Message(5)], above: 2).Select(entry => entry.Seq));
    }
}
