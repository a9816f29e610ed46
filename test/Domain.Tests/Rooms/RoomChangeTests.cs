using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomChangeTests
{
    private readonly RoomDriver _room = new(new RoomLimits { RingMessages = 5, Changes = 4 });
    private readonly Posted _hello;

    public RoomChangeTests()
    {
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        _hello = _room.Post("ann", "hello", "hello").Value!;
        _room.Take();
    }

    [Fact]
    public void Change_Edit_IsAnEntryWithTheNextNumberAndAHigherClock()
    {
        var edited = _room.Edit("ann", "e", _hello, "hello!").Value!;

        Assert.Equal((_hello.Seq + 1, _hello.Clock + 1, false), (edited.Seq, edited.Clock, edited.Duplicate));
        Assert.Equal(
            new MessageChanged
            {
                Room = Sample.Room, Epoch = edited.Epoch, Seq = edited.Seq, Clock = edited.Clock, At = edited.At, From = Sample.Person("ann"), Body = "hello!", Key = "e",
                Kind = ChangeKind.Edited, Target = new Position(_hello.Epoch, _hello.Seq),
            },
            Assert.Single(_room.Take()));
    }

    [Theory]
    [InlineData(ChangeKind.Edited)]
    [InlineData(ChangeKind.Deleted)]
    [InlineData(ChangeKind.Reacted)]
    [InlineData(ChangeKind.Pinned)]
    public void Change_SameKeyAgain_IsAnsweredAsBeforeAndTellsNobody(ChangeKind kind)
    {
        var first = _room.Change("ann", "c", kind, _hello, "x").Value!;
        _room.Take();

        Assert.Equal(first with { Duplicate = true }, _room.Change("ann", "c", kind, _hello, "x").Value);
        Assert.Empty(_room.Take());
    }

    [Theory]
    [InlineData(ChangeKind.Unreacted)]
    [InlineData(ChangeKind.Unpinned)]
    public void Change_TakesBackWhatIsNotThereInAFullRoom_NeedsNoPlace(ChangeKind kind)
    {
        for (var number = 0; number < 4; number++)
        {
            Assert.NotNull(_room.React("bob", $"r{number}", _hello, $"{number}", gateway: RoomDriver.There).Value);
        }

        Assert.True(_room.Change("ann", "c", kind, _hello, "x").Value?.Duplicate);
    }

    [Theory]
    [InlineData(ChangeKind.Edited, "y")]
    [InlineData(ChangeKind.Reacted, "x")]
    public void Change_KeyOfAnotherChange_IsRefused(ChangeKind kind, string body)
    {
        _room.Change("ann", "c", ChangeKind.Edited, _hello, "x");

        Assert.Equal(ChatErrorCode.KeyReused, _room.Change("ann", "c", kind, _hello, body).Refusal?.Code);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "c", "x").Refusal?.Code);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Change("ann", "hello", kind, _hello, "hello").Refusal?.Code);
    }

    [Theory]
    [InlineData(ChangeKind.Edited)]
    [InlineData(ChangeKind.Deleted)]
    public void Change_OfAnothersMessage_IsForbidden(ChangeKind kind)
    {
        Assert.Equal(ChatErrorCode.Forbidden, _room.Change("bob", "c", kind, _hello, "x", gateway: RoomDriver.There).Refusal?.Code);
        Assert.Empty(_room.Take());
    }

    [Theory]
    [InlineData(ChangeKind.Reacted)]
    [InlineData(ChangeKind.Pinned)]
    public void Change_ThatAnyMemberMayMake_IsAccepted(ChangeKind kind) => Assert.NotNull(_room.Change("bob", "c", kind, _hello, "x", gateway: RoomDriver.There).Value);

    [Fact]
    public void Change_ByWhoIsNoMember_IsRefused() => Assert.Equal(ChatErrorCode.NotAMember, _room.React("cid", "c", _hello, "x").Refusal?.Code);

    [Fact]
    public void Change_OfAGatewayThatIsNotKnown_MustAttachFirst() =>
        Assert.Equal(RoomRefusals.DetachedCode, _room.Change("ann", "c", ChangeKind.Deleted, _hello, gateway: "gateway-3").Refusal?.Code);

    [Fact]
    public void Change_MessageThatTheRoomHasLetGo_IsGone()
    {
        _room.PostMany("ann", 5);

        Assert.Equal(ChatErrorCode.TargetGone, _room.React("bob", "c", _hello, "x", gateway: RoomDriver.There).Refusal?.Code);
    }

    [Fact]
    public void Change_SomethingThatIsNoMessage_IsGone()
    {
        var reaction = _room.React("ann", "r", _hello, "x").Value!;

        Assert.Equal(ChatErrorCode.TargetGone, _room.React("ann", "1", reaction, "x").Refusal?.Code);
        Assert.Equal(ChatErrorCode.TargetGone, _room.React("ann", "2", _hello with { Epoch = _hello.Epoch - 1 }, "x").Refusal?.Code);
        Assert.Equal(ChatErrorCode.TargetGone, _room.React("ann", "3", _hello with { Seq = 0 }, "x").Refusal?.Code);
    }

    [Fact]
    public void Edit_VersionThatWasSeen_IsAccepted()
    {
        var first = _room.Edit("ann", "1", _hello, "one", version: _hello.Seq).Value!;
        Assert.NotNull(_room.Edit("ann", "2", _hello, "two", version: first.Seq).Value);
        Assert.NotNull(_room.Edit("ann", "3", _hello, "three").Value);
    }

    [Fact]
    public void Edit_VersionThatIsNoMore_IsRefusedAndSaysWhichIs()
    {
        var first = _room.Edit("ann", "1", _hello, "one").Value!;

        var refused = _room.Edit("ann", "2", _hello, "two", version: _hello.Seq).Refusal!;

        Assert.Equal(ChatErrorCode.VersionConflict, refused.Code);
        Assert.Contains($"{first.Seq}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_Again_LeavesOnlyTheLastText()
    {
        _room.Edit("ann", "1", _hello, "one");
        var second = _room.Edit("ann", "2", _hello, "two").Value!;

        Assert.Equal([_hello.Seq, second.Seq], _room.Kept);
    }

    [Fact]
    public void Delete_Message_LeavesNothingOfItsTextNorOfItsChanges()
    {
        _room.Edit("ann", "1", _hello, "one");
        _room.React("bob", "2", _hello, "x", gateway: RoomDriver.There);
        _room.Change("bob", "3", ChangeKind.Pinned, _hello, gateway: RoomDriver.There);

        var deleted = _room.Change("ann", "4", ChangeKind.Deleted, _hello).Value!;

        Assert.Equal([_hello.Seq, deleted.Seq], _room.Kept);
        Assert.Equal(["", ""], _room.Room.Tail.Select(entry => entry.Body));
    }

    [Fact]
    public void Delete_Twice_IsAnsweredWithTheFirst()
    {
        var deleted = _room.Change("ann", "1", ChangeKind.Deleted, _hello).Value!;

        Assert.Equal(deleted with { Duplicate = true }, _room.Change("ann", "2", ChangeKind.Deleted, _hello).Value);
    }

    [Theory]
    [InlineData(ChangeKind.Edited)]
    [InlineData(ChangeKind.Reacted)]
    [InlineData(ChangeKind.Pinned)]
    public void Change_DeletedMessage_IsGone(ChangeKind kind)
    {
        _room.Change("ann", "1", ChangeKind.Deleted, _hello);

        Assert.Equal(ChatErrorCode.TargetGone, _room.Change("ann", "2", kind, _hello, "x").Refusal?.Code);
    }

    [Fact]
    public void Delete_Message_ItsKeyIsStillKnown()
    {
        _room.Change("ann", "1", ChangeKind.Deleted, _hello);
        _room.Take();

        Assert.Equal(_hello with { Duplicate = true }, _room.Post("ann", "hello", "hello").Value);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void React_TwiceWithOtherKeys_IsOneReaction()
    {
        var first = _room.React("ann", "1", _hello, "x").Value!;
        _room.Take();

        Assert.Equal(first with { Duplicate = true }, _room.React("ann", "2", _hello, "x").Value);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void React_OnOffOn_TellsEachAndKeepsTheLast()
    {
        _room.React("ann", "1", _hello, "x");
        _room.React("ann", "2", _hello, "x", on: false);
        var last = _room.React("ann", "3", _hello, "x").Value!;

        Assert.Equal([ChangeKind.Reacted, ChangeKind.Unreacted, ChangeKind.Reacted], _room.Take().Cast<MessageChanged>().Select(change => change.Kind));
        Assert.Equal([_hello.Seq, last.Seq], _room.Kept);
    }

    [Fact]
    public void React_OtherEmojiOrOtherUser_IsAReactionOfItsOwn()
    {
        _room.React("ann", "1", _hello, "x");
        _room.React("ann", "2", _hello, "y");
        _room.React("bob", "3", _hello, "x", gateway: RoomDriver.There);

        Assert.Equal(4, _room.Kept.Length);
    }

    [Theory]
    [InlineData(ChangeKind.Unreacted)]
    [InlineData(ChangeKind.Unpinned)]
    public void Change_TakesBackWhatIsNotThere_ChangesNothing(ChangeKind kind)
    {
        Assert.Equal(_hello with { Duplicate = true }, _room.Change("ann", "1", kind, _hello, "x").Value);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Change_MoreThanTheRoomKeeps_IsRefusedButForWhatTakesNoPlace()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.NotNull(_room.React("ann", $"{i}", _hello, $"{i}").Value);
        }

        var refused = _room.React("ann", "more", _hello, "more").Refusal!;
        Assert.Equal((ChatErrorCode.TooLarge, 4), (refused.Code, refused.Limit));
        Assert.NotNull(_room.React("ann", "off", _hello, "0", on: false).Value);
        Assert.NotNull(_room.Change("ann", "gone", ChangeKind.Deleted, _hello).Value);
        Assert.Equal(2, _room.Kept.Length);
    }

    [Fact]
    public void Post_PastTheRing_TakesChangesWithTheMessagesBeforeTheNext()
    {
        var reaction = _room.React("ann", "r", _hello, "x").Value!;
        _room.PostMany("ann", 4);
        Assert.Equal(_hello.Seq, _room.Kept[0]);

        _room.PostMany("ann", 1);

        Assert.Equal(reaction.Seq, _room.Room.WholeFrom);
        Assert.Equal(5, _room.Kept.Length);
    }

    [Fact]
    public void Post_PastTheRing_KeepsAChangeThatIsYoungerThanTheNextMessage()
    {
        _room.PostMany("ann", 4);
        var reaction = _room.React("ann", "r", _hello, "x").Value!;
        _room.PostMany("ann", 1);

        Assert.Contains(reaction.Seq, _room.Kept);
        Assert.Equal(_hello.Seq, _room.Room.WholeFrom);
    }

    [Fact]
    public void Fetch_Before_HasTheMessagesWithTheirChanges()
    {
        _room.PostMany("ann", 2);
        var reaction = _room.React("ann", "r", _hello, "x").Value!;
        _room.PostMany("ann", 1);

        var page = _room.Fetch("ann", before: _hello.Seq + 1).Value!;

        Assert.Equal([_hello.Seq, reaction.Seq], page.Entries.Select(entry => entry.Seq));
        Assert.False(page.HasMore);
    }

    [Fact]
    public void Fetch_After_HasTheChangedMessageToo()
    {
        _room.PostMany("ann", 2);
        var head = _room.Room.Head;
        var reaction = _room.React("ann", "r", _hello, "x").Value!;

        var page = _room.Fetch("ann", after: head).Value!;

        Assert.Equal([_hello.Seq, reaction.Seq], page.Entries.Select(entry => entry.Seq));
        Assert.Equal((false, reaction.Seq), (page.HasMore, page.To));
    }

    [Fact]
    public void Fetch_AfterInSteps_SaysHowFarEachGoes()
    {
        _room.PostMany("ann", 2);
        _room.React("ann", "r", _hello, "x");

        var page = _room.Fetch("ann", after: _hello.Seq, limit: 2).Value!;

        Assert.Equal((true, _hello.Seq + 2), (page.HasMore, page.To));
    }

    [Fact]
    public void Recover_Changes_AreThereAndTheirKeysKnown()
    {
        var edited = _room.Edit("ann", "e", _hello, "hello!").Value!;
        var deleted = _room.Change("ann", "d", ChangeKind.Deleted, _room.Post("ann", "oops", "oops").Value!).Value!;
        var tail = _room.Room.Tail;
        var next = new RoomDriver(epoch: RoomDriver.Epoch + 1);

        next.Recover(Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, _room.Room.Head, ["ann"], tail));

        Assert.Equal(tail, next.Room.Tail);
        Assert.Equal(edited with { Duplicate = true }, next.Edit("ann", "e", _hello, "hello!").Value);
        Assert.Equal(deleted.Seq, next.Change("ann", "d", ChangeKind.Deleted, new Posted("", deleted.Epoch, deleted.Seq - 1, 0, 0, false)).Value?.Seq);
        Assert.True(next.Post("ann", "oops", "oops").Value?.Duplicate);
    }

    [Fact]
    public void Recover_OneHasHeardOfTheDeletionAndOneNot_TheTextIsGone()
    {
        var before = _room.Room.Tail;
        var head = _room.Room.Head;
        var deleted = _room.Change("ann", "d", ChangeKind.Deleted, _hello).Value!;
        var next = new RoomDriver(epoch: RoomDriver.Epoch + 1);

        var told = next.Recover(
            Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, head, ["ann"], before),
            Sample.Offer(RoomDriver.There, RoomDriver.Epoch, _room.Room.Head, ["bob"], _room.Room.Tail));

        Assert.Equal(["", ""], next.Room.Tail.Select(entry => entry.Body));
        Assert.Equal([deleted.Seq], told[new GatewayId(RoomDriver.Here)].Missed.Select(entry => entry.Seq));
        Assert.Empty(told[new GatewayId(RoomDriver.There)].Missed);
        Assert.All(told.Values, catchUp => Assert.False(catchUp.Diverged));
    }

    [Fact]
    public void Recover_OneHoldsAReactionThatWasTakenBackSince_NobodyIsToldOfIt()
    {
        _room.React("ann", "1", _hello, "x");
        var (before, head) = (_room.Room.Tail, _room.Room.Head);
        var off = _room.React("ann", "2", _hello, "x", on: false).Value!;
        var next = new RoomDriver(epoch: RoomDriver.Epoch + 1);

        var told = next.Recover(
            Sample.Offer(RoomDriver.Here, RoomDriver.Epoch, head, ["ann"], before),
            Sample.Offer(RoomDriver.There, RoomDriver.Epoch, _room.Room.Head, ["bob"], _room.Room.Tail));

        Assert.Equal([_hello.Seq, off.Seq], next.Kept);
        Assert.Equal([off.Seq], told[new GatewayId(RoomDriver.Here)].Missed.Select(entry => entry.Seq));
        Assert.Empty(told[new GatewayId(RoomDriver.There)].Late);
        Assert.All(told.Values, catchUp => Assert.False(catchUp.Diverged));
    }
}
