using OrleansChat.Client.Sync;
using OrleansChat.Contracts;
using static OrleansChat.Client.Tests.Sync.Frames;

namespace OrleansChat.Client.Tests.Sync;

public sealed class RoomViewTests
{
    private readonly RoomView _view = new("R");
    private DateTimeOffset _now = Start;

    [Fact]
    public void Need_NewView_IsToJoin()
    {
        Assert.Equal(RoomCall.Join, _view.Need!.Call);
        Assert.Null(_view.Position);
    }

    [Fact]
    public void Apply_JoinAnswered_ShowsTheRoomAsItIs()
    {
        Assert.Equal([new RoomReplaced()], _view.Apply(Joined(5, 1, [Message(3), Message(5)], Ann, Ben), _now));

        Assert.Equal([3, 5], Numbers());
        Assert.Equal(["ann", "ben"], _view.Members.Select(member => member.Id));
        Assert.Equal(new RoomPosition("R", 1, 5), _view.Position);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_NextFrame_IsShown()
    {
        Enter(5);

        Assert.Equal([new MessageAdded(Message(6), Late: false)], _view.Apply(Message(6), _now));
        Assert.Equal([new MemberJoined(Member(Ben))], _view.Apply(Came(7, Ben, 2), _now));
        Assert.Equal([new MemberLeft(Ben, "left")], _view.Apply(Went(8, Ben, 1), _now));

        Assert.Equal(new RoomPosition("R", 1, 8), _view.Position);
        Assert.Equal(1, _view.MemberCount);
        Assert.Null(_view.Need);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 4)]
    [InlineData(0, 9)]
    public void Apply_FrameOfThePast_IsDropped(long epoch, long seq)
    {
        Enter(5);

        Assert.Empty(_view.Apply(Message(seq, epoch), _now));

        Assert.Null(_view.Need);
        Assert.Empty(_view.Messages);
    }

    [Fact]
    public void Apply_FrameTooEarly_WaitsForThoseBeforeIt()
    {
        Enter(5);

        Assert.Empty(_view.Apply(Message(8), _now));
        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now + TimeSpan.FromMilliseconds(250), After: 5), _view.Need);
        _view.Apply(Message(7), _now);
        Assert.Equal(3, _view.Apply(Message(6), _now).Count);

        Assert.Equal([6, 7, 8], Numbers());
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_HalfOfTheHoleFilled_WaitsAnewForTheRest()
    {
        Enter(5);
        _view.Apply(Message(9), _now);
        Pass(200);

        _view.Apply(Message(6), _now);

        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now + TimeSpan.FromMilliseconds(250), After: 6), _view.Need);
    }

    [Fact]
    public void Apply_PageClosesTheHole_GoesOnWithWhatWasHeld()
    {
        Enter(5);
        _view.Apply(Message(8), _now);
        var asked = _view.Need!;

        _view.Apply(Page(7, [Message(6), Message(7)]), asked, _now);

        Assert.Equal([6, 7, 8], Numbers());
        Assert.Equal(8, _view.Head);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_PageHasMore_FetchesOnAtOnce()
    {
        Enter(5);
        _view.Apply(Message(20), _now);

        _view.Apply(Page(20, [Message(6), Message(9)], hasMore: true) with { To = 9 }, _view.Need!, _now);

        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now, After: 9), _view.Need);
    }

    [Fact]
    public void Apply_PageWithoutAllNumbers_AsksWhoIsHere()
    {
        Enter(5);
        _view.Apply(Message(8), _now);

        _view.Apply(Page(8, [Message(6), Message(8)]), _view.Need!, _now);

        Assert.Equal(RoomCall.Members, _view.Need!.Call);
    }

    [Fact]
    public void Apply_MembersAnsweredAfterLaterFrames_AppliesThoseAgain()
    {
        Enter(5, Ann);
        _view.Apply(Message(8), _now);
        _view.Apply(Page(8, [Message(8)]), _view.Need!, _now);
        _view.Asked(_view.Need!);
        _view.Apply(Came(9, Ben, 3), _now);
        _view.Apply(Went(10, Ann, 2), _now);

        Assert.Equal([new MembersReplaced()], _view.Apply(new MemberPage("R", [Member(Ann), new MemberInfo("cid", "Cid", "member")], 2, false)));

        Assert.Equal(["ben", "cid"], _view.Members.Select(member => member.Id));
        Assert.Equal(2, _view.MemberCount);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_PageBringsNothingOn_JoinsAfterThreeTimes()
    {
        Enter(5);
        _view.Apply(Message(8), _now);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(RoomCall.Fetch, _view.Need!.Call);
            _view.Apply(Page(5, []), _view.Need!, _now);
        }

        Assert.Equal(RoomCall.Join, _view.Need!.Call);
    }

    [Fact]
    public void Apply_PageOfAnEarlierEpoch_IsNotBelieved()
    {
        Enter(5, epoch: 2);
        _view.Apply(Message(8, 2), _now);

        Assert.Empty(_view.Apply(Page(9, [Message(6)], epoch: 1), _view.Need!, _now));

        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now + TimeSpan.FromSeconds(1), After: 5), _view.Need);
    }

    [Fact]
    public void Apply_PageOfALaterEpoch_Joins()
    {
        Enter(5);
        _view.Apply(Message(2000, 2), _now);

        _view.Apply(Page(2000, [Message(2000, 2)], epoch: 2), _view.Need!, _now);

        Assert.Equal(RoomCall.Join, _view.Need!.Call);
        Assert.Null(_view.Position);
    }

    [Theory]
    [InlineData(ChatErrorCode.RangeEvicted)]
    [InlineData(ChatErrorCode.NotAMember)]
    public void Refused_FetchThatCannotSucceed_Joins(string code)
    {
        Enter(5);
        _view.Apply(Message(8), _now);

        _view.Refused(_view.Need!, Error(code), _now);

        Assert.Equal(RoomCall.Join, _view.Need!.Call);
    }

    [Fact]
    public void Refused_FetchUnavailable_IsRepeatedWhenTheServerSays()
    {
        Enter(5);
        _view.Apply(Message(8), _now);

        _view.Refused(_view.Need!, Error(ChatErrorCode.Unavailable, retryable: true, retryAfterMs: 700), _now);

        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now + TimeSpan.FromMilliseconds(700), After: 5), _view.Need);
    }

    [Fact]
    public void Acknowledged_ItsFrameDoesNotCome_IsAHole()
    {
        Enter(5);

        _view.Acknowledged(Ack(6), _now);
        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now + TimeSpan.FromMilliseconds(250), After: 5), _view.Need);
        _view.Apply(Message(6), _now);

        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_Epoch_AppliesItsMessagesAndGoesOnAboveItsHead()
    {
        Enter(5);
        _view.Apply(Message(6), _now);

        _view.Apply(new EpochFrame("R", 2, 2048, true, [Message(6), Message(7)]), _now);
        _view.Apply(new MembersFrame("R", [Member(Ben)], 1), _now);
        _view.Apply(Message(2049, 2), _now);

        Assert.Equal([6, 7, 2049], Numbers());
        Assert.Equal(["ben"], _view.Members.Select(member => member.Id));
        Assert.Equal(new RoomPosition("R", 2, 2049), _view.Position);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_EpochWithoutItsMembers_AsksForThem()
    {
        Enter(5);

        _view.Apply(new EpochFrame("R", 2, 2048, true, []), _now);

        Assert.Equal(new RoomNeed(RoomCall.Members, _now + TimeSpan.FromMilliseconds(250)), _view.Need);
    }

    [Fact]
    public void Apply_EpochOfThePast_KeepsThePlaceAndTakesItsMessages()
    {
        Enter(3000, epoch: 2);

        Assert.Equal([new MessageAdded(Message(8), Late: false)], _view.Apply(new EpochFrame("R", 1, 9, true, [Message(8)]), _now));

        Assert.Equal(new RoomPosition("R", 2, 3000), _view.Position);
    }

    [Fact]
    public void Apply_SameEpochOfAConnectionThatIsBehind_KeepsThePlaceAndDoubtsItsMembers()
    {
        Enter(5, Ann);

        _view.Apply(new EpochFrame("R", 1, 4, true, []), _now);
        _view.Apply(new MembersFrame("R", [Member(Ben)], 1), _now);

        Assert.Equal(5, _view.Head);
        Assert.Equal(["ann"], _view.Members.Select(member => member.Id));
        Assert.Equal(RoomCall.Members, _view.Need!.Call);
    }

    [Fact]
    public void Apply_FramesBeforeTheirEpoch_AreShownAfterIt()
    {
        Enter(5);
        _view.Apply(Message(2049, 2), _now);

        _view.Apply(new EpochFrame("R", 2, 2048, true, []), _now);

        Assert.Equal([2049], Numbers());
    }

    [Fact]
    public void Apply_Gap_IsSearchedFromItsEndAndInsertedByNumber()
    {
        Enter(5, [Message(1), Message(5)]);

        Assert.Equal([new MessagesInQuestion(2, 4)], _view.Apply(new GapFrame("R", 2, 4), _now));
        Assert.Equal(5, _view.Need!.Before);
        Assert.Equal([new MessageAdded(Message(4), Late: true)], _view.Apply(Page(5, [Message(4)], hasMore: true), _view.Need!, _now));
        Assert.Equal(4, _view.Need!.Before);
        _view.Apply(Page(5, [Message(1), Message(2)], hasMore: true), _view.Need!, _now);

        Assert.Equal([1, 2, 4, 5], Numbers());
        Assert.Equal(5, _view.Head);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Refused_GapThatCannotBeSearched_IsGivenUpAfterThreeTimes()
    {
        Enter(5);
        _view.Apply(new GapFrame("R", 2, 4), _now);

        for (var i = 0; i < 3; i++)
        {
            _view.Refused(_view.Need!, Error(ChatErrorCode.Internal), _now);
        }

        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_Digest_FetchesAtOnceWhatWasLeftOut()
    {
        Enter(5);

        _view.Apply(new DigestFrame("R", 1, 9, 4), _now);
        Assert.Equal(new RoomNeed(RoomCall.Fetch, _now, After: 5), _view.Need);
        _view.Apply(Message(10), _now);
        _view.Apply(Page(9, [Message(6), Message(7), Message(8), Message(9)]), _view.Need!, _now);

        Assert.Equal([6, 7, 8, 9, 10], Numbers());
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_DigestOverAnEpoch_GoesOnInTheNewOne()
    {
        Enter(5);

        _view.Apply(new DigestFrame("R", 2, 2049, 2), _now);
        _view.Apply(Page(2049, [Message(6), Message(2049, 2)], epoch: 2), _view.Need!, _now);
        _view.Apply(Message(2050, 2), _now);

        Assert.Equal([6, 2049, 2050], Numbers());
        Assert.Equal(RoomCall.Members, _view.Need!.Call);
    }

    [Fact]
    public void Apply_JoinedBehindADigest_StillFetchesWhatWasLeftOut()
    {
        Enter(5);
        _view.Apply(new ResyncFrame("R", "slow"), _now);
        _view.Apply(new DigestFrame("R", 1, 9, 4), _now);

        _view.Apply(Joined(7, 1, [Message(7)]), _now);

        Assert.Equal(7, _view.Need!.After);
    }

    [Fact]
    public void Apply_Resync_Joins()
    {
        Enter(5);

        _view.Apply(new ResyncFrame("R", "slow"), _now);

        Assert.Equal(RoomCall.Join, _view.Need!.Call);
        Assert.Null(_view.Position);
    }

    [Fact]
    public void Apply_JoinedAgainBehindWhatIsShown_KeepsThePlace()
    {
        Enter(5, [Message(5)]);
        _view.Apply(Message(6), _now);

        Assert.Equal([new MessageAdded(Message(4), Late: true)], _view.Apply(Joined(5, 1, [Message(4), Message(5)]), _now));

        Assert.Equal([4, 5, 6], Numbers());
        Assert.Equal(6, _view.Head);
    }

    [Fact]
    public void Apply_JoinedInAnEpochOfThePast_IsBelievedTheThirdTime()
    {
        Enter(3000, epoch: 2);

        for (var i = 0; i < 2; i++)
        {
            _view.Apply(Joined(5), _now);
            Assert.Equal(2, _view.Epoch);
            Assert.Equal(new RoomNeed(RoomCall.Join, _now + TimeSpan.FromSeconds(1)), _view.Need);
        }

        _view.Apply(Joined(5), _now);

        Assert.Equal(new RoomPosition("R", 1, 5), _view.Position);
    }

    [Fact]
    public void Apply_Resumed_AppendsAndReplacesTheMembers()
    {
        Enter(5, [Message(5)]);

        _view.Apply(new RoomOutcome("R", RoomOutcome.Resumed, Joined(8, 1, [Message(6), Message(8)], Ben)), _now);

        Assert.Equal([5, 6, 8], Numbers());
        Assert.Equal(["ben"], _view.Members.Select(member => member.Id));
        Assert.Equal(8, _view.Head);
        Assert.Null(_view.Need);
    }

    [Fact]
    public void Apply_ResumedBehindWhatTheOldConnectionBrought_ShowsNothingTwice()
    {
        Enter(5, Ann);
        _view.Apply(Message(6), _now);
        _view.Apply(Came(7, Ben, 2), _now);

        Assert.Empty(_view.Apply(new RoomOutcome("R", RoomOutcome.Resumed, Joined(6, 1, [Message(6)], Ann)), _now));
        Assert.Empty(_view.Apply(Came(7, Ben, 2), _now));

        Assert.Equal(["ann", "ben"], _view.Members.Select(member => member.Id));
        Assert.Equal(7, _view.Head);
    }

    [Fact]
    public void Apply_Snapshot_ReplacesEverything()
    {
        Enter(5, [Message(5)]);
        _view.Apply(new TypingFrame("R", Ben, true), _now);
        _view.Apply(new ReadFrame("R", "ben", 5), _now);

        Assert.Equal([new RoomReplaced()], _view.Apply(new RoomOutcome("R", RoomOutcome.Snapshot, Joined(2050, 2, [Message(2050, 2)])), _now));

        Assert.Equal([2050], Numbers());
        Assert.Empty(_view.Typing);
        Assert.Empty(_view.Read);
    }

    [Fact]
    public void Apply_Gone_ForgetsAndJoins()
    {
        Enter(5, [Message(5)]);

        Assert.Equal([new RoomReplaced()], _view.Apply(new RoomOutcome("R", RoomOutcome.Gone), _now));

        Assert.Empty(_view.Messages);
        Assert.Equal(RoomCall.Join, _view.Need!.Call);
    }

    [Fact]
    public void Apply_GoneWithoutRejoining_Closes()
    {
        var view = new RoomView("R", rejoins: false);
        view.Apply(Joined(5), _now);

        Assert.Equal([new RoomClosed(null)], view.Apply(new RoomOutcome("R", RoomOutcome.Gone), _now));

        Assert.True(view.Closed);
        Assert.Null(view.Need);
    }

    [Fact]
    public void Apply_DeniedForGood_Closes()
    {
        Enter(5);
        var error = Error(ChatErrorCode.RoomFull);

        Assert.Equal([new RoomClosed(error)], _view.Apply(new RoomOutcome("R", RoomOutcome.Denied, Error: error), _now));
        Assert.Empty(_view.Apply(Message(6), _now));
    }

    [Fact]
    public void Apply_DeniedForNow_JoinsLater()
    {
        Enter(5);

        _view.Apply(new RoomOutcome("R", RoomOutcome.Denied, Error: Error(ChatErrorCode.Unavailable, true, 300)), _now);

        Assert.Equal(new RoomNeed(RoomCall.Join, _now + TimeSpan.FromMilliseconds(300)), _view.Need);
    }

    [Fact]
    public void Apply_Typing_EndsWithAMessageALeavingOrTime()
    {
        Enter(5, Ann, Ben);
        var typing = new TypingFrame("R", Ben, true);

        Assert.Equal([new TypingChanged(Ben, true)], _view.Apply(typing, _now));
        Assert.Empty(_view.Apply(typing, _now));
        Assert.Contains(new TypingChanged(Ben, false), _view.Apply(Message(6, from: Ben), _now));
        _view.Apply(typing, _now);
        Assert.Contains(new TypingChanged(Ben, false), _view.Apply(Went(7, Ben, 1), _now));
        _view.Apply(typing, _now);
        Assert.Equal(_now + TimeSpan.FromSeconds(6), _view.Due);
        Pass(6000);
        Assert.Equal([new TypingChanged(Ben, false)], _view.Tick(_now));

        Assert.Empty(_view.Typing);
        Assert.Null(_view.Due);
    }

    [Fact]
    public void Apply_Read_OnlyGrows()
    {
        Enter(5);

        Assert.Equal([new ReadChanged("ben", 4)], _view.Apply(new ReadFrame("R", "ben", 4), _now));
        Assert.Empty(_view.Apply(new ReadFrame("R", "ben", 3), _now));

        Assert.Equal(4, _view.Read["ben"]);
    }

    [Fact]
    public void Apply_MoreMessagesThanAreKept_DropsTheOldestForGood()
    {
        var view = new RoomView("R", new RoomViewLimits { Messages = 3 });
        view.Apply(Joined(0), _now);
        for (var seq = 1; seq <= 5; seq++)
        {
            view.Apply(Message(seq), _now);
        }

        Assert.Empty(view.Apply(new EpochFrame("R", 1, 5, true, [Message(1)]), _now));

        Assert.Equal([3, 4, 5], view.Messages.Select(message => message.Seq));
    }

    [Fact]
    public void Apply_MoreFramesTooEarlyThanAreHeld_FetchesWhatWasDropped()
    {
        var view = new RoomView("R", new RoomViewLimits { Held = 2 });
        view.Apply(Joined(0), _now);
        foreach (var seq in (long[])[5, 4, 3])
        {
            view.Apply(Message(seq), _now);
        }

        view.Apply(Message(1), _now);
        view.Apply(Message(2), _now);

        Assert.Equal(4, view.Head);
        Assert.Equal(4, view.Need!.After);
    }

    private void Enter(long head, params UserInfo[] members) => _view.Apply(Joined(head, 1, [], members), _now);

    private void Enter(long head, long epoch) => _view.Apply(Joined(head, epoch), _now);

    private void Enter(long head, IReadOnlyList<MessageFrame> messages) => _view.Apply(Joined(head, 1, messages), _now);

    private IEnumerable<long> Numbers() => _view.Messages.Select(message => message.Seq);

    private void Pass(int milliseconds) => _now += TimeSpan.FromMilliseconds(milliseconds);
}
