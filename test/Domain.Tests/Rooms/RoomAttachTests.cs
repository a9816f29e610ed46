using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A silo was lost: the room begins again, in a higher epoch, from what its gateways hold.</summary>
public sealed class RoomAttachTests
{
    private const long LostEpoch = RoomDriver.Epoch - 1_000_000;

    private readonly RoomDriver _room = new();

    [Fact]
    public void Attach_FirstGateway_BringsItsMembersWithoutEvents()
    {
        var attached = Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here, readSeq: 40), Sample.Attached("bob", RoomDriver.Here)]);
        Assert.Equal((RoomDriver.Epoch, 50L, true), (attached.Epoch, attached.Head, attached.Complete));
        Assert.Empty(attached.Missed);
        Assert.Empty(_room.Take());
        Assert.Equal([new RoomMember(Sample.Person("ann"), 40), new RoomMember(Sample.Person("bob"), 0)], _room.Members("ann").Value!.Members);
    }

    [Fact]
    public void Attach_SameMemberFromTwoGateways_IsOneWithBothConnectionsAndTheHigherMarker()
    {
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here, readSeq: 40)]);
        Attach(RoomDriver.There, head: 50, [Sample.Attached("ann", RoomDriver.There, readSeq: 30)]);
        Assert.Equal(new RoomMember(Sample.Person("ann"), 40), Assert.Single(_room.Members("ann").Value!.Members));
        _room.Leave("ann");
        Assert.False(_room.Room.IsEmpty);
        _room.Leave("ann", gateway: RoomDriver.There);
        Assert.True(_room.Room.IsEmpty);
    }

    [Fact]
    public void Attach_SameGatewayTwice_ChangesNothing()
    {
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], Tail(48, 50));
        var again = Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], Tail(48, 50));
        Assert.Equal((50L, true, 0), (again.Head, again.Complete, again.Missed.Length));
        Assert.Equal([48L, 49L, 50L], _room.Fetch("ann").Value!.Messages.Select(message => message.Seq));
        _room.Leave("ann");
        Assert.True(_room.Room.IsEmpty);
    }

    [Fact]
    public void Attach_TwoTails_BecomeTheirUnion()
    {
        Attach(RoomDriver.Here, head: 48, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 48));
        Attach(RoomDriver.There, head: 50, [Sample.Attached("bob", RoomDriver.There)], Tail(47, 50));
        Assert.Equal([44L, 45, 46, 47, 48, 49, 50], Kept());
    }

    [Fact]
    public void Attach_GatewayBehind_IsToldWhatItMissed()
    {
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 50));
        var attached = Attach(RoomDriver.There, head: 48, [Sample.Attached("bob", RoomDriver.There)], Tail(44, 48));
        Assert.Equal((50L, true), (attached.Head, attached.Complete));
        Assert.Equal([49L, 50L], attached.Missed.Select(message => message.Seq));
    }

    [Fact]
    public void Attach_GatewayBehindWhatIsKept_IsIncomplete()
    {
        var room = new RoomDriver(new RoomLimits { RingMessages = 3 });
        room.Attach(RoomDriver.Here, LostEpoch, 50, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 50));
        var attached = room.Attach(RoomDriver.There, LostEpoch, 46, [Sample.Attached("bob", RoomDriver.There)]);
        Assert.False(attached.Complete);
        Assert.Equal([48L, 49L, 50L], attached.Missed.Select(message => message.Seq));
        Assert.True(room.Attach(RoomDriver.There, LostEpoch, 47, [Sample.Attached("bob", RoomDriver.There)]).Complete);
    }

    [Fact]
    public void Attach_Afterwards_NumbersAndClockGoOnAboveAll()
    {
        const long Clock = RoomDriver.Epoch + 5_000;
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], clock: Clock);
        Attach(RoomDriver.There, head: 45, [Sample.Attached("bob", RoomDriver.There)], clock: Clock - 7);
        var posted = _room.Post("ann", "new").Value!;
        Assert.Equal((RoomDriver.Epoch, 51L, Clock + 1), (posted.Epoch, posted.Seq, posted.Clock));
    }

    [Fact]
    public void Attach_GatewayThatHasSeenAHigherEpoch_TheRoomGoesOnAboveIt()
    {
        var driver = new RoomDriver();
        driver.Attach(RoomDriver.Here, epoch: RoomDriver.Epoch + 10, head: 3, [Sample.Attached("ann", RoomDriver.Here)]);

        var posted = driver.Post("ann", "key", "hello").Value!;

        Assert.Equal((RoomDriver.Epoch + 11, 4L), (posted.Epoch, posted.Seq));
    }

    [Fact]
    public void Attach_GatewayThatKnowsAHigherNumberThanItPassedOn_NumbersGoOnAboveIt()
    {
        var driver = new RoomDriver();
        driver.Attach("east", epoch: 1, head: 5, [], highestSeq: 7);

        Assert.Equal(7, driver.Room.Head);
    }

    [Fact]
    public void Attach_Afterwards_KeysOfTheTailAreKnown()
    {
        var now = _room.Now;
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(50, "hi", LostEpoch, "ann", "k", now - 1000)]);
        var again = _room.Post("ann", "k").Value!;
        Assert.Equal(($"{LostEpoch}-50", 50L, true), (again.MessageId, again.Seq, again.Duplicate));
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "k", "other").Refusal?.Code);
    }

    [Fact]
    public void Attach_TailOfAFasterClock_NeverLowersAt()
    {
        var ahead = _room.Now + 30_000;
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(50, "hi", LostEpoch, at: ahead)]);
        Assert.Equal(ahead, _room.Post("ann", "new").Value!.At);
    }

    [Fact]
    public void Attach_RoomThatTheGatewayNeverSaw_IsDetachedBeforeAndKnownAfter()
    {
        Assert.Same(RoomRefusals.Detached, _room.Post("ann", "k").Refusal);
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)]);
        Assert.NotNull(_room.Post("ann", "k").Value);
        Assert.NotNull(_room.Join("bob", knownEpoch: RoomDriver.Epoch).Value);
    }

    [Fact]
    public void Attach_AfterANewcomerPosted_KeepsBothAndFindsThemByNumber()
    {
        // The newcomer came through a gateway that knew nothing, so the new activation began at 1 again: its messages are later with lower numbers.
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Post("bob", "early", gateway: RoomDriver.There);
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 50));
        Assert.Equal(51, _room.Post("ann", "new").Value!.Seq);
        Assert.Equal([51L], _room.Fetch("ann", after: 50).Value!.Messages.Select(message => message.Seq));
        Assert.Equal([49L, 50L], _room.Fetch("ann", before: 51, limit: 2).Value!.Messages.Select(message => message.Seq));
    }

    [Fact]
    public void Attach_TailThatBeginsLate_WhatLiesBelowIsEvicted()
    {
        Attach(RoomDriver.Here, head: 500, [Sample.Attached("ann", RoomDriver.Here)], Tail(401, 500));
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("ann", after: 399).Refusal?.Code);
        Assert.Equal(100, _room.Fetch("ann", after: 400).Value!.Messages.Length);
    }

    [Theory]
    [InlineData(399, false)]
    [InlineData(400, true)]
    [InlineData(499, true)]
    public void Attach_SecondGateway_IsCompleteOnlyIfItReachesTheFirstTail(long head, bool complete)
    {
        Attach(RoomDriver.Here, head: 500, [Sample.Attached("ann", RoomDriver.Here)], Tail(401, 500));
        Assert.Equal(complete, Attach(RoomDriver.There, head, [Sample.Attached("bob", RoomDriver.There)], Tail((int)head - 49, (int)head)).Complete);
    }

    [Fact]
    public void Attach_TailsThatTouch_AreWholeFromTheFirstOn()
    {
        Attach(RoomDriver.Here, head: 48, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 48));
        Attach(RoomDriver.There, head: 50, [Sample.Attached("bob", RoomDriver.There)], Tail(49, 50));
        Assert.Equal([44L, 45, 46, 47, 48, 49, 50], _room.Fetch("ann", after: 43).Value!.Messages.Select(message => message.Seq));
    }

    [Fact]
    public void Attach_TailsWithAHoleBetween_AreWholeFromTheSecondOn()
    {
        Attach(RoomDriver.Here, head: 47, [Sample.Attached("ann", RoomDriver.Here)], Tail(44, 47));
        Attach(RoomDriver.There, head: 50, [Sample.Attached("bob", RoomDriver.There)], Tail(49, 50));
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("ann", after: 47).Refusal?.Code);
        Assert.Equal([49L, 50L], _room.Fetch("ann", after: 48).Value!.Messages.Select(message => message.Seq));
    }

    [Fact]
    public void Attach_GatewayThatAnAnswerToldMoreThanItGot_IsIncomplete()
    {
        // What stood at 6 and 7 went with the silo, whoever may have seen it.
        Assert.False(_room.Attach(RoomDriver.Here, LostEpoch, head: 5, [Sample.Attached("ann", RoomDriver.Here)], highestSeq: 7).Complete);
        Assert.True(_room.Attach(RoomDriver.There, LostEpoch, head: 7, [Sample.Attached("bob", RoomDriver.There)], highestSeq: 7).Complete);
    }

    [Fact]
    public void Attach_GatewayThatMissedAnEvent_LosesNothingThatTheRoomKeeps()
    {
        // Its tail begins late, but the room itself has everything.
        _room.Join("ann");
        _room.PostMany("ann", 9);
        var attached = _room.Attach(RoomDriver.Here, RoomDriver.Epoch, head: 8, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(8)], highestSeq: 10);
        Assert.True(attached.Complete);
        Assert.Equal([9L, 10L], attached.Missed.Select(message => message.Seq));
        Assert.Equal(9, _room.Fetch("ann", after: 0).Value!.Messages.Select(message => message.Seq).Distinct().Count());
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public void Attach_NewcomersMessageAtANumberThatTheGatewayPassedOn_IsIncomplete(long head, bool complete)
    {
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Post("bob", "early", gateway: RoomDriver.There);
        Assert.Equal(complete, Attach(RoomDriver.Here, head, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(1, epoch: LostEpoch)]).Complete);
        Assert.True(_room.Attach(RoomDriver.Here, RoomDriver.Epoch, head, [Sample.Attached("ann", RoomDriver.Here)]).Complete);
    }

    [Fact]
    public void Attach_WithoutMembers_KeepsTheNumbersAloneAndForgetsTheRest()
    {
        Attach(RoomDriver.Here, head: 50, [], [Sample.Message(50, "secret", LostEpoch, "ann", "k")], clock: RoomDriver.Epoch + 5);
        Assert.True(_room.Room.IsEmpty);
        var snapshot = _room.Join("ann").Value!;
        Assert.Equal((51L, RoomDriver.Epoch + 6, 0), (snapshot.Head, snapshot.Clock, snapshot.Messages.Length));
        Assert.False(_room.Post("ann", "k", "other").Value!.Duplicate);
    }

    [Fact]
    public void Attach_TailFromAClockFarAhead_ForgetsNoKey()
    {
        _room.Join("bob", gateway: RoomDriver.There);
        var first = _room.Post("bob", "k", gateway: RoomDriver.There).Value!;
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(50, epoch: LostEpoch, at: _room.Now + 600_000)]);
        Assert.Equal(first with { Duplicate = true }, _room.Post("bob", "k", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Attach_KeyThatANewcomersGatewayUsedAgain_KeepsTheNewAnswer()
    {
        // The author retried over another gateway before this one came: there are two messages now, and the last answer stands.
        _room.Join("ann", gateway: RoomDriver.There);
        var second = _room.Post("ann", "k", gateway: RoomDriver.There).Value!;
        Attach(RoomDriver.Here, head: 50, [Sample.Attached("ann", RoomDriver.Here)], [Sample.Message(50, "hi", LostEpoch, "ann", "k", _room.Now)]);
        Assert.Equal(second with { Duplicate = true }, _room.Post("ann", "k").Value);
    }

    private RoomAttached Attach(string gateway, long head, AttachedMember[] members, MessagePosted[]? tail = null, long clock = 0) =>
        _room.Attach(gateway, LostEpoch, head, members, tail, clock);

    private long[] Kept() => [.. _room.Join("zoe").Value!.Messages.Select(message => message.Seq)];

    private static MessagePosted[] Tail(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(seq => Sample.Message(seq, epoch: LostEpoch))];
}
