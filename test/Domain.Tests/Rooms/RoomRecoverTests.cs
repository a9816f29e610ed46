using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A silo was lost: the room begins again, in a higher epoch, from what all gateways hold.</summary>
public sealed class RoomRecoverTests
{
    private const long Lost = RoomDriver.Epoch - 1_000_000;
    private const long Before = Lost << 10;

    private readonly RoomDriver _room = new();

    [Fact]
    public void Recover_Nobody_IsANewRoom()
    {
        Assert.Empty(_room.Recover(new RoomOffer { Gateway = new GatewayId(RoomDriver.Here) }));
        Assert.False(_room.Room.IsForgotten);
        Assert.False(_room.Room.IsAwaited);
        Assert.Equal(0, _room.Room.WholeFrom);
    }

    [Fact]
    public void Recover_Members_AreAdmittedSilentlyWithTheirMarkers()
    {
        var catchUp = _room.Recover(Here(50, ["bob"], markers: 7), There(50, ["ann"]))[new GatewayId(RoomDriver.There)];
        Assert.Empty(_room.Take());
        Assert.Equal([new RoomMember(Sample.Person("ann"), 0), new RoomMember(Sample.Person("bob"), 7)], catchUp.Members);
        Assert.Equal((RoomDriver.Epoch, RoomDriver.Before, 2, false), (catchUp.Epoch, catchUp.Head, catchUp.MemberCount, catchUp.Diverged));
        Assert.Equal(RoomDriver.Before + 1, _room.Post("bob", "new").Value!.Seq);
    }

    [Fact]
    public void Recover_SameUserOnTwoGateways_IsOneMemberWithTheHigherMarker()
    {
        _room.Recover(Here(50, ["ann"], markers: 7), There(50, ["ann"]));
        Assert.Equal(new RoomMember(Sample.Person("ann"), 7), Assert.Single(_room.Members("ann").Value!.Members));
        _room.Leave("ann");
        Assert.False(_room.Room.IsEmpty);
        _room.Leave("ann", gateway: RoomDriver.There);
        Assert.True(_room.Room.IsForgotten);
    }

    [Fact]
    public void Recover_OneHoldsWhatLiesBelowAHoleOfTheOther_TheOtherIsBroughtIt()
    {
        var catchUps = _room.Recover(Here(50, ["ann"], Tail(49, 50), wholeFrom: 48), There(50, ["bob"], Tail(47, 50)));
        Assert.Equal([Before + 47, Before + 48], catchUps[new GatewayId(RoomDriver.Here)].Late.Select(message => message.Seq));
        Assert.Empty(catchUps[new GatewayId(RoomDriver.There)].Late);
    }

    [Fact]
    public void Recover_HeldAsAReplicaBesideMembers_IsBroughtToThoseMembers()
    {
        var catchUp = _room.Recover(Here(50, ["ann"], Tail(48, 49), wholeFrom: 50) with { Spare = Tail(50, 50) })[new GatewayId(RoomDriver.Here)];
        Assert.Equal(Numbers(48, 50), _room.Kept);
        Assert.Equal([Before + 50], catchUp.Late.Select(message => message.Seq));
    }

    [Fact]
    public void Recover_HeldAsAReplicaOfAnotherLife_StaysForgotten()
    {
        const long Former = Lost - 5000;
        _room.Recover(Here(50, ["ann"], Tail(48, 50)) with { Spare = [Sample.Message((Former << 10) + 9, epoch: Former)] });
        Assert.Equal(Numbers(48, 50), _room.Kept);
    }

    [Fact]
    public void Recover_JoiningMember_IsNotAdmitted()
    {
        var joining = Here(50, ["bob"]) with { Members = [Sample.Attached("bob", RoomDriver.Here), Sample.Attached("ann", RoomDriver.Here, isJoining: true)] };
        _room.Recover(joining);
        Assert.Equal(ChatErrorCode.NotAMember, _room.Post("ann", "k").Refusal?.Code);
        Assert.Equal(1, _room.Members("bob").Value!.Count);
    }

    [Fact]
    public void Recover_OnlyAJoiningMember_IsANewRoom() => Assert.Empty(_room.Recover(
        new RoomOffer { Gateway = new GatewayId(RoomDriver.Here), Members = [Sample.Attached("ann", RoomDriver.Here, isJoining: true)] }));

    [Fact]
    public void Recover_Tails_BecomeTheirUnion()
    {
        _room.Recover(Here(48, ["ann"], Tail(44, 48)), There(50, ["bob"], Tail(47, 50)));
        Assert.Equal(Numbers(44, 50), _room.Kept);
        Assert.Equal(Before + 43, _room.Room.WholeFrom);
        Assert.Equal(7, _room.Fetch("ann", after: Before + 43).Value!.Entries.Length);
    }

    [Fact]
    public void Recover_GatewayBehind_IsToldWhatItMissed()
    {
        var catchUps = _room.Recover(Here(48, ["ann"], Tail(44, 48)), There(50, ["bob"], Tail(44, 50)));
        var behind = catchUps[new GatewayId(RoomDriver.Here)];
        Assert.Equal(Numbers(49, 50), behind.Missed.Select(message => message.Seq));
        Assert.Equal((0L, false), (behind.MissingUpTo, behind.Diverged));
        Assert.Empty(catchUps[new GatewayId(RoomDriver.There)].Missed);
    }

    [Fact]
    public void Recover_HoleBetweenTails_IsToldToTheOneBelowItAlone()
    {
        var catchUps = _room.Recover(Here(46, ["ann"], Tail(44, 46)), There(50, ["bob"], Tail(49, 50)));
        Assert.Equal(Before + 48, catchUps[new GatewayId(RoomDriver.Here)].MissingUpTo);
        Assert.Equal(0, catchUps[new GatewayId(RoomDriver.There)].MissingUpTo);
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("ann", after: Before + 46).Refusal?.Code);
    }

    [Fact]
    public void Recover_MessageHeldBeyondAHole_IsKeptAndTheHoleIsTold()
    {
        var catchUp = _room.Recover(Here(48, ["ann"], [.. Tail(44, 48), .. Tail(51, 51)]))[new GatewayId(RoomDriver.Here)];
        Assert.Equal([Before + 51], catchUp.Missed.Select(message => message.Seq));
        Assert.Equal(Before + 51, catchUp.MissingUpTo);
    }

    [Fact]
    public void Recover_NotAllAnswered_LeavesEverythingBeforeInQuestion()
    {
        var catchUp = _room.Room.Recover([Here(50, ["ann"], Tail(44, 50))], allAnswered: false, _room.Now)[new GatewayId(RoomDriver.Here)];
        Assert.Equal((RoomDriver.Before, RoomDriver.Before), (_room.Room.WholeFrom, catchUp.MissingUpTo));
        Assert.Equal(Numbers(44, 50), _room.Kept);
    }

    [Fact]
    public void Recover_NotAllAnsweredAndNobodyHeldAnything_LeavesEverythingBeforeInQuestionToo()
    {
        _room.Room.Recover([], allAnswered: false, _room.Now);
        Assert.Equal(RoomDriver.Before, _room.Room.WholeFrom);
    }

    [Fact]
    public void Recover_Keys_AreAnsweredWithTheOldPosition()
    {
        _room.Recover(Here(50, ["ann"], [Sample.Message(Before + 50, "hi", Lost, "ann", "k", _room.Now - 1000)]));
        var again = _room.Post("ann", "k").Value!;
        Assert.Equal(($"{Lost}-{Before + 50}", Lost, Before + 50, true), (again.MessageId, again.Epoch, again.Seq, again.Duplicate));
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "k", "other").Refusal?.Code);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Recover_SameKeyUnderTwoNumbers_KeepsTheFirstAndTheOtherGatewayDiverges()
    {
        var first = Sample.Message(Before + 50, epoch: Lost, key: "k", at: _room.Now);
        var second = Sample.Message(Before + 51, epoch: Lost, key: "k", at: _room.Now);
        var catchUps = _room.Recover(Here(50, ["ann"], [first]), There(51, ["bob"], [second]));
        Assert.Equal([Before + 50], _room.Kept);
        Assert.False(catchUps[new GatewayId(RoomDriver.Here)].Diverged);
        var diverged = catchUps[new GatewayId(RoomDriver.There)];
        Assert.True(diverged.Diverged);

        // It begins afresh, so it is given all that there is and not only what lies above its head.
        Assert.Equal([Before + 50], diverged.Missed.Select(message => message.Seq));
        Assert.Equal(_room.Room.WholeFrom, diverged.WholeFrom);
    }

    [Fact]
    public void Recover_GatewayThatPassedAMessageBy_Diverges()
    {
        // Two activations ran at once: one gateway went on to 50 without the 49 that the other was given.
        var catchUps = _room.Recover(Here(50, ["ann"], [.. Tail(47, 48), .. Tail(50, 50)], wholeFrom: 46), There(49, ["bob"], Tail(47, 49)));
        Assert.True(catchUps[new GatewayId(RoomDriver.Here)].Diverged);
        Assert.False(catchUps[new GatewayId(RoomDriver.There)].Diverged);
    }

    [Fact]
    public void Recover_AnotherLife_IsLeftOutButItsMembersStay()
    {
        // The room was forgotten and made again while one gateway was cut off.
        const long Former = Lost - 5000;
        var old = Sample.Offer(RoomDriver.There, Former, (Former << 10) + 9, ["bob"], [Sample.Message((Former << 10) + 9, epoch: Former, user: "bob", key: "k")]);
        var catchUps = _room.Recover(old, Here(50, ["ann"], Tail(49, 50)));
        Assert.Equal(Numbers(49, 50), _room.Kept);
        Assert.True(catchUps[new GatewayId(RoomDriver.There)].Diverged);
        Assert.False(catchUps[new GatewayId(RoomDriver.Here)].Diverged);
        Assert.Equal(2, _room.Members("bob").Value!.Count);
        Assert.False(_room.Post("bob", "k").Value!.Duplicate);
    }

    [Fact]
    public void Recover_GatewayThatMissedAnEpoch_IsPartOfThePast()
    {
        const long Former = Lost - 5000;
        var behind = Sample.Offer(RoomDriver.There, Former, (Former << 10) + 9, ["bob"], [Sample.Message((Former << 10) + 9, epoch: Former)]);
        var catchUps = _room.Recover(behind, Here(50, ["ann"], Tail(49, 50), wholeFrom: 40, new EpochEnd(Former, (Former << 10) + 9)));
        Assert.False(catchUps[new GatewayId(RoomDriver.There)].Diverged);
        Assert.Equal([(Former << 10) + 9, Before + 49, Before + 50], _room.Kept);
        Assert.Equal(Before + 40, catchUps[new GatewayId(RoomDriver.There)].MissingUpTo);
    }

    [Fact]
    public void Recover_ClockAndTimesAhead_GoOnAboveThem()
    {
        var ahead = _room.Now + 30_000;
        _room.Recover(Here(50, ["ann"], [Sample.Message(Before + 50, epoch: Lost, at: ahead)]) with { Clock = RoomDriver.Before + 5000 });
        var posted = _room.Post("ann", "new").Value!;
        Assert.Equal((RoomDriver.Before + 5001, ahead), (posted.Clock, posted.At));
    }

    [Fact]
    public void Recover_OnlyAReplica_IsAwaitedUntilTheGraceIsOver()
    {
        _room.Recover(Replica);
        Assert.True(_room.Room.IsAwaited);
        Assert.False(_room.Room.IsForgotten);
        Assert.Equal(_room.Now + 15_000, _room.Room.NextExpiry);
        _room.Pass(TimeSpan.FromMilliseconds(14_999));
        Assert.Equal(Numbers(49, 50), _room.Kept);
        _room.Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(_room.Room.IsForgotten);
        Assert.Empty(_room.Kept);
        Assert.Null(_room.Room.NextExpiry);
    }

    [Fact]
    public void Recover_OnlyAReplicaAndAMemberComesBack_KeepsWhatWasSaid()
    {
        _room.Recover(Replica with { WholeFrom = 0 });
        var resumed = _room.Join("ann", resumes: new Position(Lost, Before + 49)).Value!;
        Assert.True(resumed.Continues);
        Assert.Equal(Numbers(49, 50), resumed.Entries.Select(message => message.Seq));
        _room.Pass(TimeSpan.FromSeconds(15));
        Assert.False(_room.Room.IsForgotten);
        Assert.Equal(Numbers(49, 50), _room.Kept);
    }

    [Fact]
    public void Recover_OnlyAReplicaAndTheOneWhoCameLeaves_WaitsForTheOthers()
    {
        _room.Recover(Replica);
        _room.Join("ann");
        _room.Leave("ann");
        Assert.False(_room.Room.IsForgotten);
        Assert.Equal(Numbers(49, 50), _room.Kept);
        _room.Pass(TimeSpan.FromSeconds(15));
        Assert.True(_room.Room.IsForgotten);
    }

    [Fact]
    public void Recover_OnlyAReplicaWithoutGrace_IsForgottenWithAllThatItHeld()
    {
        var room = new RoomDriver(new RoomLimits { Grace = TimeSpan.Zero });
        room.Recover(Replica);
        Assert.True(room.Room.IsForgotten);
        Assert.Empty(room.Kept);
    }

    [Fact]
    public void Recover_MembersAndAReplica_IsNotAwaited()
    {
        _room.Recover(Here(50, ["ann"], Tail(49, 50)), Replica);
        Assert.False(_room.Room.IsAwaited);
        _room.Leave("ann");
        Assert.True(_room.Room.IsForgotten);
    }

    [Fact]
    public void Recover_MoreThanTheRingHolds_KeepsTheLastAndSaysSo()
    {
        var room = new RoomDriver(new RoomLimits { RingMessages = 3 });
        room.Recover(Here(50, ["ann"], Tail(44, 50)));
        Assert.Equal(Numbers(48, 50), room.Kept);
        Assert.Equal(Before + 47, room.Room.WholeFrom);
    }

    /// <summary>What a gateway holds that was asked to, without having members.</summary>
    private static RoomOffer Replica => There(50, [], Tail(49, 50));

    private static MessagePosted[] Tail(long from, long to) => Sample.Messages(Before + from, Before + to, Lost);

    private static IEnumerable<long> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1).Select(number => Before + number);

    private static RoomOffer Here(long head, string[] members, Entry[]? tail = null, long? wholeFrom = null, EpochEnd? ended = null, long markers = 0) =>
        Offer(RoomDriver.Here, head, members, tail, wholeFrom, ended, markers);

    private static RoomOffer There(long head, string[] members, Entry[]? tail = null) => Offer(RoomDriver.There, head, members, tail, null, null, 0);

    private static RoomOffer Offer(string gateway, long head, string[] members, Entry[]? tail, long? wholeFrom, EpochEnd? ended, long markers) =>
        Sample.Offer(gateway, Lost, Before + head, [], tail, wholeFrom is { } whole ? Before + whole : null, ended is { } end ? [end] : []) with
        {
            Members = [.. members.Select(user => Sample.Attached(user, gateway, markers))],
        };
}
