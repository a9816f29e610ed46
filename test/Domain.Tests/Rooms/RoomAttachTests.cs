using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A gateway that could not be asked when the room was activated, or has lost touch with it, brings what it holds.</summary>
public sealed class RoomAttachTests
{
    private const long Lost = RoomDriver.Epoch - 1_000_000;
    private const long Before = Lost << 10;

    private readonly RoomDriver _room = new();

    [Fact]
    public void Attach_GatewayThatTheRoomNeverHeardOf_IsDetachedBeforeAndKnownAfter()
    {
        Assert.Same(RoomRefusals.Detached, _room.Post("ann", "k").Refusal);
        _room.Attach(Offer(RoomDriver.Here, RoomDriver.Before, ["ann"], epoch: RoomDriver.Epoch));
        Assert.NotNull(_room.Post("ann", "k").Value);
        Assert.NotNull(_room.Join("bob", holdsMembers: true).Value);
    }

    [Fact]
    public void Attach_MemberWhomTheRoomDoesNotKnow_IsToldToTheOthers()
    {
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Take();
        var catchUp = _room.Attach(Offer(RoomDriver.Here, RoomDriver.Before, ["ann"], epoch: RoomDriver.Epoch));
        var joined = Assert.IsType<MemberJoined>(Assert.Single(_room.Take()));
        Assert.Equal((RoomDriver.Before + 2, "ann", 2), (joined.Seq, joined.Member.Id.Value, joined.MemberCount));
        Assert.Equal((RoomDriver.Before + 2, 2), (catchUp.Head, catchUp.MemberCount));
    }

    [Fact]
    public void Attach_JoiningMember_IsNeitherAdmittedNorTakenForGone()
    {
        _room.Join("ann");
        _room.Take();
        _room.Attach(new RoomOffer
        {
            Gateway = new GatewayId(RoomDriver.Here), Epoch = RoomDriver.Epoch, Head = _room.Room.Head,
            Members = [Sample.Attached("ann", RoomDriver.Here, isJoining: true), Sample.Attached("bob", RoomDriver.Here, isJoining: true)],
        });
        Assert.Empty(_room.Take());
        Assert.Null(_room.Room.NextExpiry);
        Assert.Equal(["ann"], _room.Members("ann").Value!.Members.Select(member => member.Person.Id.Value));
    }

    [Fact]
    public void Attach_ConnectionThatTheGatewayDoesNotHold_LingersAndThenGoes()
    {
        _room.Join("ann");
        _room.Join("bob");
        _room.Take();
        _room.Attach(Offer(RoomDriver.Here, _room.Room.Head, ["ann"], epoch: RoomDriver.Epoch));
        Assert.Empty(_room.Take());
        _room.Pass(TimeSpan.FromSeconds(15));
        var left = Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
        Assert.Equal(("bob", LeaveReason.Disconnected), (left.Member.Id.Value, left.Reason));
    }

    [Fact]
    public void Hear_GatewayOfThePast_BringsItsMessagesAndTheirKeysButNotItsMembers()
    {
        _room.Recover(Offer(RoomDriver.Here, Before + 3, ["ann"], Sample.Messages(Before + 3, Before + 3, Lost)));
        Assert.False(_room.Room.Knows(new UserId("ann"), $"key-{Lost}-{Before + 2}"));
        _room.Take();

        _room.Room.Hear(Offer(RoomDriver.There, Before + 3, ["bob"], Sample.Messages(Before + 2, Before + 3, Lost)));

        var late = Assert.IsType<LateEntries>(Assert.Single(_room.Take()));
        Assert.Equal([Before + 2], late.Entries.Select(message => message.Seq));
        Assert.True(_room.Room.Knows(new UserId("ann"), $"key-{Lost}-{Before + 2}"));
        Assert.Equal(["ann"], _room.Members("ann").Value!.Members.Select(member => member.Person.Id.Value));
    }

    [Fact]
    public void Attach_OneGatewaysList_SaysNothingOfTheOthersConnections()
    {
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Attach(Offer(RoomDriver.Here, _room.Room.Head, [], epoch: RoomDriver.Epoch));
        _room.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(["bob"], _room.Members("bob", gateway: RoomDriver.There).Value!.Members.Select(member => member.Person.Id.Value));
    }

    [Fact]
    public void Attach_LateGateway_BringsItsMessagesAndTheOthersAreTold()
    {
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        var catchUp = _room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], Tail(47, 50)));
        Assert.False(catchUp.Diverged);
        Assert.Equal(Numbers(44, 50), _room.Kept);
        var late = Assert.Single(_room.Take().OfType<LateEntries>());
        Assert.Equal((Before + 49, Before + 50), (late.From, late.To));
        Assert.Equal(Numbers(49, 50), late.Entries.Select(message => message.Seq));
        Assert.Equal(RoomDriver.Epoch, late.Epoch);
    }

    [Fact]
    public void Attach_LateGatewayWithNothingNew_TellsNobody()
    {
        Recover(Offer(RoomDriver.There, Before + 50, ["bob"], Tail(44, 50)));
        _room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], Tail(47, 50)));
        Assert.Empty(_room.Take().OfType<LateEntries>());
    }

    [Fact]
    public void Attach_LateGateway_ItsKeysAreKnown()
    {
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        _room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], [Sample.Message(Before + 50, epoch: Lost, key: "k", at: _room.Now)]));
        var again = _room.Post("ann", "k").Value!;
        Assert.Equal((Before + 50, true), (again.Seq, again.Duplicate));
    }

    [Fact]
    public void Attach_KeyThatWasPostedAgainMeanwhile_KeepsTheNewAnswerAndTheGatewayDiverges()
    {
        Recover(Offer(RoomDriver.There, Before + 48, ["ann"], Tail(44, 48)));
        var second = _room.Post("ann", "k", gateway: RoomDriver.There).Value!;
        var catchUp = _room.Attach(Offer(RoomDriver.Here, Before + 50, ["bob"], [Sample.Message(Before + 50, epoch: Lost, key: "k", at: _room.Now)]));
        Assert.True(catchUp.Diverged);
        Assert.DoesNotContain(Before + 50, _room.Kept);
        Assert.Equal(second with { Duplicate = true }, _room.Post("ann", "k", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Attach_OnlyGatewayWasLate_WhatItHoldsIsTakenOver()
    {
        // It did not answer in time, so the activation began with nothing: what was acknowledged is there all the same.
        _room.Room.Recover([], allAnswered: false, _room.Now);
        var catchUp = _room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], [Sample.Message(Before + 50, epoch: Lost, key: "k", at: _room.Now)]));
        Assert.False(catchUp.Diverged);
        Assert.Equal([Before + 50], _room.Kept);
        Assert.True(_room.Post("ann", "k").Value!.Duplicate);
    }

    [Fact]
    public void Attach_NothingOfThePastWasHeardAndAReplicaOfItComesWithAMemberOfNow_IsTakenOver()
    {
        // It joined the new activation, which had not asked it: what it kept for the one before it brings only now.
        _room.Room.Recover([], allAnswered: false, _room.Now);
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Take();
        _room.Attach(Offer(RoomDriver.There, _room.Room.Head, ["bob"], epoch: RoomDriver.Epoch) with
        {
            Spare = [Sample.Message(Before + 50, epoch: Lost, key: "k", user: "bob", at: _room.Now)],
        });
        Assert.Equal([Before + 50], Assert.IsType<LateEntries>(Assert.Single(_room.Take())).Entries.Select(message => message.Seq));
        Assert.True(_room.Post("bob", "k", gateway: RoomDriver.There).Value!.Duplicate);
    }

    [Fact]
    public void Attach_ReplicaOfAnotherLife_BringsNothing()
    {
        const long Former = Lost - 5000;
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        var catchUp = _room.Attach(Offer(RoomDriver.Here, Before + 48, ["ann"], Tail(47, 48)) with { Spare = [Sample.Message((Former << 10) + 9, epoch: Former)] });
        Assert.False(catchUp.Diverged);
        Assert.Equal(Numbers(44, 48), _room.Kept);
    }

    [Fact]
    public void Attach_LateGatewayThatKnewALaterEpoch_WhatItHoldsIsTakenOver()
    {
        // The last activation ended before it had told the gateway that answered.
        const long Later = Lost + 5000;
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        var catchUp = _room.Attach(Sample.Offer(
            RoomDriver.Here, Later, (Later << 10) + 1, ["ann"], [Sample.Message((Later << 10) + 1, epoch: Later)], null, new EpochEnd(Lost, Before + 48)));
        Assert.False(catchUp.Diverged);
        Assert.Contains((Later << 10) + 1, _room.Kept);
    }

    [Fact]
    public void Attach_AnotherLife_DivergesAndBringsNothing()
    {
        const long Former = Lost - 5000;
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        var catchUp = _room.Attach(Sample.Offer(RoomDriver.Here, Former, (Former << 10) + 9, ["ann"], [Sample.Message((Former << 10) + 9, epoch: Former)]));
        Assert.True(catchUp.Diverged);
        Assert.Equal(Numbers(44, 48), _room.Kept);
        Assert.Equal(2, catchUp.MemberCount);
    }

    [Fact]
    public void Attach_HoleInTheSameEpoch_IsFilledFromWhatTheRoomKeeps()
    {
        _room.Join("ann");
        _room.PostMany("ann", 9);
        var catchUp = _room.Attach(Offer(RoomDriver.Here, RoomDriver.Before + 8, ["ann"], [Sample.Message(RoomDriver.Before + 10, key: "other")], RoomDriver.Epoch));
        Assert.Equal((0L, false), (catchUp.MissingUpTo, catchUp.Diverged));
        Assert.Equal([RoomDriver.Before + 9, RoomDriver.Before + 10], catchUp.Missed.Select(message => message.Seq));
        Assert.Equal(9, _room.Kept.Length);
    }

    [Fact]
    public void Attach_BehindWhatIsKept_SaysWhatIsMissing()
    {
        var room = new RoomDriver(new RoomLimits { RingMessages = 3 });
        room.Join("ann");
        room.PostMany("ann", 9);
        var catchUp = room.Attach(Offer(RoomDriver.Here, RoomDriver.Before + 4, ["ann"], epoch: RoomDriver.Epoch));
        Assert.Equal(RoomDriver.Before + 7, catchUp.MissingUpTo);
        Assert.Equal(0, room.Attach(Offer(RoomDriver.Here, RoomDriver.Before + 7, ["ann"], epoch: RoomDriver.Epoch)).MissingUpTo);
    }

    [Fact]
    public void Attach_AfterTheRoomWasForgotten_BringsNothingBack()
    {
        _room.Join("ann");
        _room.Post("ann", "k", "secret");
        var tail = _room.Room.Tail;
        _room.Leave("ann");
        var catchUp = _room.Attach(Offer(RoomDriver.There, RoomDriver.Before + 1, ["bob"], tail, RoomDriver.Epoch));
        Assert.True(catchUp.Diverged);
        Assert.Empty(_room.Kept);
        Assert.Equal(ChatErrorCode.RangeEvicted, _room.Fetch("bob", after: RoomDriver.Before + 1, gateway: RoomDriver.There).Refusal?.Code);
    }

    [Fact]
    public void Attach_EarlierEpochAfterTheRoomWasForgotten_IsAnotherLife()
    {
        Recover(Offer(RoomDriver.There, Before + 48, ["bob"], Tail(44, 48)));
        _room.Leave("bob", gateway: RoomDriver.There);
        Assert.True(_room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], Tail(49, 50))).Diverged);
        Assert.Empty(_room.Kept);
    }

    [Fact]
    public void Attach_WithoutMembers_BringsNothingToAnEmptyRoom()
    {
        _room.Attach(Offer(RoomDriver.Here, Before + 50, [], [Sample.Message(Before + 50, "secret", Lost, "ann", "k")]));
        Assert.True(_room.Room.IsEmpty);
        Assert.Empty(_room.Join("ann").Value!.Entries);
        Assert.False(_room.Post("ann", "k", "other").Value!.Duplicate);
    }

    [Fact]
    public void Attach_SameGatewayTwice_ChangesNothing()
    {
        Recover(Offer(RoomDriver.Here, Before + 50, ["ann"], Tail(48, 50)));
        var again = _room.Attach(Offer(RoomDriver.Here, Before + 50, ["ann"], Tail(48, 50)));
        Assert.Empty(_room.Take());
        Assert.False(again.Diverged);
        Assert.Equal(Numbers(48, 50), _room.Kept);
        _room.Leave("ann");
        Assert.True(_room.Room.IsEmpty);
    }

    private void Recover(RoomOffer offer) => _room.Room.Recover([offer], allAnswered: false, _room.Now);

    private static RoomOffer Offer(string gateway, long head, string[] members, Entry[]? tail = null, long epoch = Lost) =>
        Sample.Offer(gateway, epoch, head, members, tail);

    private static MessagePosted[] Tail(long from, long to) => Sample.Messages(Before + from, Before + to, Lost);

    private static IEnumerable<long> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1).Select(number => Before + number);
}
